package org.espalier.crf.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Random;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vector instructions give what plain Java gives, to the last bit. */
class VectorMathTest {
    @BeforeAll
    static void vectorInstructions() {
        assumeTrue(
                VectorMath.fast(),
                "this processor has no instructions for eight floats: not compared with plain Java");
    }

    @ParameterizedTest(name = "{0} labels, {1} x {2} pixels, {3} threads")
    @CsvSource({
        "1, 7, 5, 1",
        "2, 1, 1, 1",
        "3, 33, 17, 1",
        "4, 64, 48, 1",
        "4, 33, 17, 3",
        "5, 33, 17, 1",
        "8, 33, 17, 3",
        "9, 64, 48, 1",
        "13, 33, 17, 3",
        "21, 64, 48, 1",
        "21, 33, 17, 2"
    })
    void marginalsAreThoseOfPlainJava(int labels, int width, int height, int threads)
            throws IOException {
        Image image = CrfFixture.image(width, height, labels);
        ScoreMap scores = CrfFixture.scores(width, height, labels, 7);
        assertEqualBits(image, Unary.ofScores(scores), CrfParameters.psa(), threads);
        // energies at which exponentials overflow and vanish
        var strong = new CrfParameters(3, 3, 300, 80, 13, 1000);
        assertEqualBits(image, Unary.ofScores(scores), strong, threads);
        float[] clear = scores.scores().clone();
        for (int i = 0; i < clear.length; i += 3) {
            clear[i] = i % 2;
        }
        ScoreMap extreme = new ScoreMap(scores.classIds(), width, height, clear);
        assertEqualBits(image, Unary.ofScores(extreme), strong, threads);
    }

    private static void assertEqualBits(
            Image image, Unary unary, CrfParameters parameters, int threads) throws IOException {
        float[] plain = marginals(new PlainMath(), image, unary, parameters, threads);
        float[] vector = marginals(new VectorMath(), image, unary, parameters, threads);
        assertEquals(plain.length, vector.length);
        for (int i = 0; i < plain.length; i++) {
            int at = i;
            assertEquals(
                    Float.floatToRawIntBits(plain[i]),
                    Float.floatToRawIntBits(vector[i]),
                    () -> "place %d: %s, %s".formatted(at, plain[at], vector[at]));
        }
    }

    private static float[] marginals(
            LabelMath math, Image image, Unary unary, CrfParameters parameters, int threads)
            throws IOException {
        try (var terms = new WholeTerms(image, parameters, CrfFixture.engine(math, threads))) {
            return terms.infer(unary).scores();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 24})
    void softmaxIsThatOfPlainJava(int stride) {
        Random random = new Random(stride);
        int pixels = 41;
        float[] plain = new float[(pixels + 1) * stride];
        for (int i = 0; i < pixels * stride; i++) {
            double size = Math.pow(10, random.nextInt(5) - 1);
            plain[i] =
                    random.nextInt(5) == 0
                            ? Float.NEGATIVE_INFINITY
                            : (float) (random.nextGaussian() * size);
        }
        for (int i = 0; i < pixels * stride; i += stride) {
            plain[i] = random.nextFloat();
        }
        float[] vector = plain.clone();
        new PlainMath().softmax(plain, pixels, stride);
        new VectorMath().softmax(vector, pixels, stride);
        assertArrayEquals(
                java.util.Arrays.copyOf(plain, pixels * stride),
                java.util.Arrays.copyOf(vector, pixels * stride),
                0f);
    }
}
