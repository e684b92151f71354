package org.espalier.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import org.espalier.testing.SharedData;
import org.junit.jupiter.api.Test;

/** What is measured, once and small; nothing here needs a peer's library. */
class ContendersTest {
    private static float[] run(String type, Object... setup) throws Exception {
        try (Contender contender = Worker.contender("org.espalier." + type, Setup.of(setup))) {
            return contender.run();
        }
    }

    @Test
    void jpegsAreDecodedAsTheRuntimeDecodesThem() throws Exception {
        Object[] setup = {"images", 2, "width", 40, "height", 30};
        float[] ours = run("benchmarks.JpegDecode", setup);
        assertEquals(3 * 40 * 30, ours.length);
        assertArrayEquals(run("benchmarks.JdkDecode", setup), ours, 2);
    }

    @Test
    void theStencilWalksAsTheDenseMatrixDoes() throws Exception {
        Object[] setup = {"height", 7, "width", 9, "labels", 2};
        float[] ours = run("method.affinity.StencilWalk", setup);
        assertArrayEquals(run("method.affinity.DenseWalk", setup), ours, 1e-5f);
        assertTrue(ours[0] > 0);
    }

    @Test
    void marginalsSumToOne() throws Exception {
        float[] marginals =
                run(
                        "crf.dense.WholeInference",
                        "math",
                        "plain",
                        "labels",
                        4,
                        "widths",
                        "80/13",
                        "images",
                        1);
        int pixels = marginals.length / 4;
        for (int i = 0; i < pixels; i += 997) {
            float sum = 0;
            for (int k = 0; k < 4; k++) {
                sum += marginals[k * pixels + i];
            }
            assertEquals(1, sum, 1e-4);
        }
    }

    @Test
    void theYardstickComputesSomething() throws Exception {
        assertEquals(1, run("crf.dense.Arithmetic").length);
    }

    @Test
    void networksRunWhereThereAreWeights() throws Exception {
        SharedData.model("mobilenetv2_100.safetensors");
        float[] features =
                run("benchmarks.Forward", "batch", 2, "side", 64, "batches", 1, "stride", 32);
        assertEquals(2 * 1280 * 2 * 2, features.length);
        float[] all = run("training.EspalierStep", "batch", 2, "side", 64, "steps", 3, "kept", 0);
        float[] head = run("training.EspalierStep", "batch", 2, "side", 64, "steps", 3, "kept", 1);
        assertEquals(all[0], head[0], 1e-4, "the same loss before anything is learned");
        assertTrue(all[2] < all[0], Arrays.toString(all));
        assertTrue(head[2] < head[0], Arrays.toString(head));
    }

    @Test
    void aPhotographBecomesMarginals() throws Exception {
        SharedData.model("mobilenetv2_100.safetensors");
        Object[] setup = {"images", 1, "width", 61, "height", 45};
        float[] scores = run("benchmarks.MultiScaleCam", setup);
        assertEquals(3 * 16 * 12, scores.length);
        float[] marginals = run("benchmarks.JpegToMask", setup);
        assertEquals(4 * 61 * 45, marginals.length);
    }

    @Test
    void memoryIsThatOfTheProcess() throws IOException {
        long own = ResidentMemory.peakKib(ProcessHandle.current().pid());
        assertTrue(own > 10_000, () -> "KiB " + own);
    }
}
