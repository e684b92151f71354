package org.espalier.method.ial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.espalier.api.data.ClassSet;
import org.junit.jupiter.api.Test;

class PairwiseLossTest {
    private static final byte NONE = (byte) ClassSet.VOID;

    /** Nothing flows: only the labels of confident cells count, and weights that are not 1/3. */
    @Test
    void isWhatTheFormulaSays() {
        float[] unary = {0.8f, 0.5f, /* second plane */ 0.2f, 0.5f};
        PairwiseLoss.Grid grid =
                new PairwiseLoss.Grid(1, 2, unary, new byte[] {0, NONE}, new int[] {0, 0});
        float[] raw = new float[Weights.CHANNELS * 2];
        // of 24 weights, one to the right and one to the left reach a cell of the same superpixel
        double smooth = 2 * (1.0 / 9) / 24;
        PairwiseLoss loss = PairwiseLoss.of(grid, Weights.of(raw), 6);
        assertEquals(-Math.log(0.8) + 6 * smooth, loss.value(), 1e-6);
        assertEquals(-Math.log(0.8), PairwiseLoss.of(grid, Weights.of(raw), 0).value(), 1e-6);
    }

    /** What is below the clip counts as the clip. */
    @Test
    void aClassThatIsImpossibleIsClipped() {
        PairwiseLoss.Grid grid =
                new PairwiseLoss.Grid(1, 1, new float[] {0, 1}, new byte[] {0}, new int[] {0});
        double expected = -Math.log(1e-5 / (1 + 1e-5));
        float[] raw = new float[Weights.CHANNELS];
        assertEquals(expected, PairwiseLoss.of(grid, Weights.of(raw), 0).value(), 1e-4);
    }

    @Test
    void weightsAcrossABorderArePulledToZero() {
        float[] unary = {0.5f, 0.5f, 0.5f, 0.5f};
        byte[] unknown = {NONE, NONE};
        float[] raw = new float[Weights.CHANNELS * 2];
        Arrays.fill(raw, 0.2f);
        PairwiseLoss.Grid grid = new PairwiseLoss.Grid(1, 2, unary, unknown, new int[] {0, 1});
        for (float g : PairwiseLoss.of(grid, Weights.of(raw), 1).gradient()) {
            assertTrue(g > 0);
        }
    }

    @Test
    void gradientAgreesWithFiniteDifferences() {
        int height = 4;
        int width = 5;
        int cells = height * width;
        float[] unary = PropagationTest.gaussian(3 * cells, 4, 1);
        for (int i = 0; i < unary.length; i++) {
            unary[i] = 0.1f + Math.abs(unary[i]);
        }
        byte[] plane = new byte[cells];
        int[] region = new int[cells];
        for (int i = 0; i < cells; i++) {
            plane[i] = i % 4 == 3 ? NONE : (byte) (i % 4);
            region[i] = i / 7;
        }
        PairwiseLoss.Grid grid = new PairwiseLoss.Grid(height, width, unary, plane, region);
        // some sums above 1, some below
        float[] raw = PropagationTest.gaussian(Weights.CHANNELS * cells, 5, 0.35);
        float[] gradient = PairwiseLoss.of(grid, Weights.of(raw), 2).gradient();
        double step = 2e-3;
        int above = 0;
        for (int i = 0; i < raw.length; i += 3) {
            float at = raw[i];
            raw[i] = (float) (at + step);
            double more = PairwiseLoss.of(grid, Weights.of(raw), 2).value();
            raw[i] = (float) (at - step);
            double less = PairwiseLoss.of(grid, Weights.of(raw), 2).value();
            raw[i] = at;
            double slope = (more - less) / (2 * step);
            assertEquals(slope, gradient[i], 2e-3 + 0.05 * Math.abs(slope), "weight " + i);
            above += Math.abs(slope) > 0.01 ? 1 : 0;
        }
        assertTrue(above > 15, "only " + above + " weights matter");
    }
}
