package org.espalier.crf.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every lattice. */
class LatticeTest {
    private final ArrayPool pool = new ArrayPool();

    static Stream<Lattice> lattices() {
        ArrayPool pool = new ArrayPool();
        return Stream.of(
                SpatialLattice.build(new PixelOrder(1, 1), 3, pool),
                SpatialLattice.build(new PixelOrder(53, 31), 3, pool),
                SpatialLattice.build(new PixelOrder(40, 9), 0.4f, pool),
                BilateralLattice.build(CrfFixture.image(1, 1, 1), 80, 13, pool),
                BilateralLattice.build(CrfFixture.image(53, 31, 2), 80, 13, pool),
                BilateralLattice.build(CrfFixture.image(53, 31, 3), 5, 3, pool),
                BilateralLattice.build(CrfFixture.image(17, 16, 4), 0.5f, 0.5f, pool));
    }

    @ParameterizedTest
    @MethodSource("lattices")
    void weightsOfAPixelAreNotNegativeAndSumToOne(Lattice lattice) {
        for (int p = 0; p < lattice.pixels; p++) {
            float sum = 0;
            for (int i = p * lattice.corners; i < (p + 1) * lattice.corners; i++) {
                assertTrue(lattice.weight[i] > -1e-4f, "weight " + lattice.weight[i]);
                sum += lattice.weight[i];
            }
            assertEquals(1f, sum, 1e-4f);
        }
    }

    @ParameterizedTest
    @MethodSource("lattices")
    void cornersOfAPixelDifferAndAllAreUsed(Lattice lattice) {
        boolean[] used = new boolean[lattice.vertices];
        for (int p = 0; p < lattice.pixels; p++) {
            int[] own =
                    Arrays.copyOfRange(
                            lattice.vertex, p * lattice.corners, (p + 1) * lattice.corners);
            assertEquals(lattice.corners, Arrays.stream(own).distinct().count());
            Arrays.stream(own).forEach(v -> used[v] = true);
        }
        for (boolean one : used) {
            assertTrue(one);
        }
    }

    @ParameterizedTest
    @MethodSource("lattices")
    void aCornerStandsOnceInTheChainsOfAnAxis(Lattice lattice) {
        for (int axis = 0; axis < lattice.corners; axis++) {
            Chains chains = lattice.chains(axis);
            assertEquals(chains.order().length, Arrays.stream(chains.order()).distinct().count());
            int[] starts = chains.starts();
            assertEquals(chains.order().length, starts[starts.length - 1]);
            for (int c = 1; c < starts.length; c++) {
                assertTrue(starts[c] - starts[c - 1] >= 2, "no chain of one");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lattices")
    void theNormalisedFilterKeepsConstants(Lattice lattice) {
        float[] ones = Normalization.ones(lattice, pool);
        float[] twice = filtered(lattice, 2f);
        for (int p = 0; p < lattice.pixels; p++) {
            assertTrue(ones[p] > 0);
            assertEquals(2f, twice[p] / ones[p], 1e-4f);
        }
    }

    /** Splat, blur and slice of a constant with the inner loops of inference, one label of four. */
    private float[] filtered(Lattice lattice, float constant) {
        LabelMath math = new PlainMath();
        Term term = new Term(new Kernel(lattice, 1), 4, true, pool);
        float[] values = new float[4 * lattice.pixels];
        for (int p = 0; p < lattice.pixels; p++) {
            // splatting and slicing normalise, which is undone here and below
            values[4 * p + 2] = constant / lattice.scale[p];
        }
        term.clear();
        math.send(term, 0, lattice.pixels, values);
        for (int axis = 0; axis < lattice.corners; axis++) {
            math.blur(term, axis, 0, lattice.chains(axis).starts().length - 1);
        }
        term.swap();
        float[] sliced = new float[4 * lattice.pixels];
        math.receive(term, 0, lattice.pixels, sliced);
        float[] plane = new float[lattice.pixels];
        for (int p = 0; p < plane.length; p++) {
            plane[p] = sliced[4 * p + 2] / lattice.scale[p];
            assertEquals(0f, sliced[4 * p], "other labels are left alone");
        }
        return plane;
    }

    /**
     * Far from the border the filter of ones is the pixels a corner stands for, times the gain of
     * three blurs, times that of slicing; the exact kernel would give 2 pi sxy^2, an eighth more.
     */
    @Test
    void theGainOfTheSpatialFilterIsKnown() {
        int side = 120;
        float sxy = 5;
        Lattice lattice = SpatialLattice.build(new PixelOrder(side, side), sxy, pool);
        float[] ones = Normalization.ones(lattice, pool);
        double gain = Math.sqrt(3) / 2 * sxy * sxy * 8 * lattice.gain();
        new PixelOrder(side, side)
                .forEachRun(
                        (x, y, count, position) -> {
                            for (int i = 0; i < count; i++) {
                                boolean inside = x + i > 25 && x + i < 95 && y > 25 && y < 95;
                                if (inside) {
                                    assertEquals(gain, ones[position + i], 0.02 * gain);
                                }
                            }
                        });
    }

    @Test
    void oneColourEverywhereIsASpatialMatter() {
        var grey = new org.espalier.api.data.Image(40, 30, new byte[40 * 30 * 3]);
        Lattice lattice = BilateralLattice.build(grey, 8, 13, pool);
        float[] ones = Normalization.ones(lattice, pool);
        for (int p = 0; p < lattice.pixels; p++) {
            assertTrue(ones[p] > 0 && ones[p] < 40 * 30, "response " + ones[p]);
        }
    }

    @Test
    void pixelOrderMeetsEveryPixelOnce() {
        for (int[] size : new int[][] {{1, 1}, {16, 16}, {17, 33}, {100, 3}}) {
            int[] met = new int[size[0] * size[1]];
            boolean[] positions = new boolean[met.length];
            PixelOrder order = new PixelOrder(size[0], size[1]);
            for (int band = 0; band < order.bands(); band++) {
                order.forEachRun(
                        band,
                        band + 1,
                        (x, y, count, position) -> {
                            for (int i = 0; i < count; i++) {
                                met[y * size[0] + x + i]++;
                                positions[position + i] = true;
                            }
                        });
            }
            for (int i = 0; i < met.length; i++) {
                assertEquals(1, met[i]);
                assertTrue(positions[i]);
            }
        }
    }
}
