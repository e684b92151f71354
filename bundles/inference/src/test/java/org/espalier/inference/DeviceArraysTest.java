package org.espalier.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DeviceArraysTest {
    private static final Inference ENGINE = TestEngine.withoutWeights();

    @Test
    void holdWhatTheyWereGiven() throws IOException {
        float[][] read =
                ENGINE.run(
                        m -> {
                            NDArray x =
                                    DeviceArrays.of(m, new float[] {1, 2, 3, 4}, new Shape(2, 2));
                            assertEquals(new Shape(2, 2), x.getShape());
                            float[] before = x.toFloatArray();
                            DeviceArrays.set(x, new float[] {5, 6, 7, 8});
                            return new float[][] {before, x.toFloatArray()};
                        });
        assertArrayEquals(new float[] {1, 2, 3, 4}, read[0]);
        assertArrayEquals(new float[] {5, 6, 7, 8}, read[1]);
    }

    /** With the library's own copy, some arrays in a hundred are wrong under this load. */
    @Test
    void areRightWhileAnotherThreadLeavesGarbage() throws Exception {
        AtomicBoolean end = new AtomicBoolean();
        byte[][] kept = new byte[64][];
        Thread litter =
                new Thread(
                        () -> {
                            for (int i = 0; !end.get(); i++) {
                                kept[i % kept.length] = new byte[1 << 20];
                            }
                        });
        litter.start();
        float[] ones = new float[2_000_000];
        Arrays.fill(ones, 1);
        try {
            for (int i = 0; i < 150; i++) {
                ENGINE.run(
                        m -> {
                            NDArray x = DeviceArrays.of(m, ones, new Shape(ones.length));
                            assertEquals(1, x.min().toFloatArray()[0]);
                            assertEquals(1, x.max().toFloatArray()[0]);
                            return null;
                        });
            }
        } finally {
            end.set(true);
            litter.join();
        }
    }
}
