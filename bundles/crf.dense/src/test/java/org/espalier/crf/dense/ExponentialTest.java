package org.espalier.crf.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExponentialTest {
    @Test
    void isExactToAFewUnitsInTheLastPlace() {
        for (float x = -63.99f; x < 80; x += 0.0137f) {
            double expected = Math.exp(x);
            assertEquals(expected, Exponential.of(x), 3e-7 * expected, "at " + x);
        }
    }

    @Test
    void isNothingBelowAndStaysAbove() {
        assertEquals(0f, Exponential.of(-64));
        assertEquals(0f, Exponential.of(Float.NEGATIVE_INFINITY));
        assertEquals(Exponential.of(80), Exponential.of(Float.MAX_VALUE));
    }

    @Test
    void sumsEveryEighthValueFirst() {
        float big = 0x1p24f;
        // 1 is lost beside 2^24, so the order shows
        float[] values = {9, big, 1, 0, 0, -big, 1, 0, 0, 1, 0, 0, 0};
        assertEquals(2f, Exponential.sum(values, 1, 8));
        assertEquals(3f, Exponential.sum(new float[] {1, 0, 2, 0}, 0, 4));
        assertEquals(2f, Exponential.sum(values, 1, 12), "the ninth is lost beside the first");
    }

    @ParameterizedTest
    @MethodSource("org.espalier.crf.dense.CrfFixture#maths")
    void softmaxIsThatOfTheDefinition(LabelMath math) {
        for (int labels : new int[] {1, 3, 4, 7, 8, 21}) {
            int stride = math.stride(labels);
            float[] block = new float[3 * stride];
            java.util.Arrays.fill(block, -1000);
            for (int k = 0; k < labels; k++) {
                block[k] = k * 0.7f - 9;
                // beyond what the exponential can take
                block[stride + k] = 300 + k;
            }
            math.softmax(block, 2, stride);
            for (int p = 0; p < 2; p++) {
                double step = p == 0 ? 0.7 : 1;
                double sum = 0;
                for (int k = 0; k < labels; k++) {
                    sum += Math.exp((k - labels + 1) * step);
                }
                for (int k = 0; k < labels; k++) {
                    assertEquals(
                            Math.exp((k - labels + 1) * step) / sum,
                            block[p * stride + k],
                            1e-6,
                            labels + " labels, label " + k);
                }
                for (int k = labels; k < stride; k++) {
                    assertTrue(block[p * stride + k] < 1e-20f, "no label, no probability");
                }
            }
        }
    }
}
