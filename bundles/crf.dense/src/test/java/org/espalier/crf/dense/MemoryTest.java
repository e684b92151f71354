package org.espalier.crf.dense;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.Image;
import org.junit.jupiter.api.Test;

/** Counts what is allocated, which is never less than what is held. */
class MemoryTest {
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final LabelMath math = new PlainMath();
    private final Image image = CrfFixture.image(400, 300, 1);

    private long allocated(Unary unary, CrfParameters parameters, Engine engine)
            throws IOException {
        long before = THREAD.getCurrentThreadAllocatedBytes();
        try (var terms = new WholeTerms(image, parameters, engine)) {
            terms.infer(unary);
        }
        return THREAD.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void isAtMostOneAndAHalfLatticesAndThreePlanesOfLabels() throws IOException {
        int labels = 4;
        Unary unary = Unary.ofScores(CrfFixture.scores(400, 300, labels, 2));
        CrfParameters psa = CrfParameters.psa();
        Engine engine = CrfFixture.engine(math, 1);
        long lattice;
        try (var terms = new WholeTerms(image, psa, engine)) {
            lattice = terms.bytes();
        }
        long plane = 4L * labels * 400 * 300;
        long allowed = lattice * 3 / 2 + 3 * plane;
        long fresh = allocated(unary, psa, CrfFixture.engine(math, 1));
        assertTrue(fresh <= allowed, fresh + " bytes, allowed " + allowed);
        allocated(unary, psa, engine);
        long again = allocated(unary, psa, engine);
        assertTrue(again < fresh / 2, "arrays are used again: " + again + " of " + fresh);
    }

    @Test
    void iterationsAllocateNothing() throws IOException {
        Unary unary = Unary.ofScores(CrfFixture.scores(400, 300, 4, 2));
        Engine engine = CrfFixture.engine(math, 1);
        var few = new CrfParameters(2, 3, 3, 80, 13, 10);
        var many = new CrfParameters(40, 3, 3, 80, 13, 10);
        allocated(unary, many, engine);
        long difference = allocated(unary, many, engine) - allocated(unary, few, engine);
        assertTrue(difference < 10_000, "38 iterations more took " + difference + " bytes");
    }
}
