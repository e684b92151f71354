package org.espalier.crf.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.Image;
import org.junit.jupiter.api.Test;

class SpatialLatticesTest {
    private final ArrayPool pool = new ArrayPool();
    private final SpatialLattices lattices = new SpatialLattices(pool);

    private Lattice take(int width, int height, float sxy) {
        Lattice lattice = lattices.take(new PixelOrder(width, height), sxy);
        lattices.give(lattice);
        return lattice;
    }

    @Test
    void keepsTheLatticeOfASizeAndAWidth() {
        Lattice first = take(20, 10, 3);
        assertSame(first, take(20, 10, 3));
        assertNotSame(first, take(10, 20, 3));
        assertNotSame(first, take(20, 10, 1));
        assertSame(first, take(20, 10, 3));
    }

    @Test
    void forgetsWhatWasLeastLatelyUsed() {
        Lattice first = take(20, 10, 3);
        Lattice second = take(21, 10, 3);
        for (int width = 22; width < 24; width++) {
            take(width, 10, 3);
        }
        assertSame(first, take(20, 10, 3));
        take(24, 10, 3);
        assertSame(first, take(20, 10, 3));
        assertNotSame(second, take(21, 10, 3));
    }

    @Test
    void givesTheArraysOfALargeOneToTheNext() {
        Lattice large = lattices.take(new PixelOrder(1000, 501), 3);
        int[] vertex = large.vertex;
        lattices.give(large);
        Lattice next = lattices.take(new PixelOrder(1000, 501), 3);
        assertNotSame(large, next);
        assertSame(vertex, next.vertex);
    }

    @Test
    void imageAfterImageIsInferredAsIfItWereTheFirst() throws IOException {
        Engine engine = CrfFixture.engine(new PlainMath(), 1);
        for (int seed = 0; seed < 3; seed++) {
            Image image = CrfFixture.image(40, 30, seed);
            Unary unary = Unary.ofScores(CrfFixture.scores(40, 30, 3, seed));
            try (var terms = new WholeTerms(image, CrfParameters.psa(), engine)) {
                assertArrayEquals(
                        CrfFixture.infer(new PlainMath(), image, unary, CrfParameters.psa())
                                .scores(),
                        terms.infer(unary).scores());
            }
        }
    }
}
