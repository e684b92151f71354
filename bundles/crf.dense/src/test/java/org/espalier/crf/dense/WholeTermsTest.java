package org.espalier.crf.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole inferences at the edges of what can be given. */
@SuppressWarnings("resource")
class WholeTermsTest {
    private static final CrfParameters PSA = CrfParameters.psa();

    private static void assertProbabilities(ScoreMap inferred) {
        int cells = inferred.width() * inferred.height();
        for (int i = 0; i < cells; i++) {
            float sum = 0;
            for (int k = 0; k < inferred.planes(); k++) {
                float q = inferred.scores()[k * cells + i];
                assertTrue(q >= 0 && q <= 1.000001f, "probability " + q);
                sum += q;
            }
            assertEquals(1f, sum, 1e-5f);
        }
    }

    @ParameterizedTest
    @MethodSource("org.espalier.crf.dense.CrfFixture#maths")
    void withoutIterationsTheSoftmaxOfTheUnaryIsLeft(LabelMath math) throws IOException {
        ScoreMap scores = CrfFixture.scores(19, 13, 5, 3);
        var none = new CrfParameters(0, 3, 3, 80, 13, 10);
        ScoreMap inferred =
                CrfFixture.infer(math, CrfFixture.image(19, 13, 1), Unary.ofScores(scores), none);
        int cells = 19 * 13;
        for (int i = 0; i < cells; i++) {
            double sum = 0;
            for (int k = 0; k < 5; k++) {
                sum += scores.scores()[k * cells + i];
            }
            for (int k = 0; k < 5; k++) {
                assertEquals(
                        scores.scores()[k * cells + i] / sum,
                        inferred.scores()[k * cells + i],
                        1e-6);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.espalier.crf.dense.CrfFixture#maths")
    void anImageOfOnePixel(LabelMath math) throws IOException {
        var one = new ScoreMap(new int[] {0, 7}, 1, 1, new float[] {0.2f, 0.6f});
        ScoreMap inferred =
                CrfFixture.infer(math, new Image(1, 1, new byte[3]), Unary.ofScores(one), PSA);
        assertProbabilities(inferred);
        assertTrue(inferred.score(1, 0, 0) > 0.75f, "its message to itself makes it surer");
        assertArrayEquals(new int[] {0, 7}, inferred.classIds());
    }

    @ParameterizedTest
    @MethodSource("org.espalier.crf.dense.CrfFixture#maths")
    void oneLabelIsCertain(LabelMath math) throws IOException {
        ScoreMap scores = new ScoreMap(new int[] {0}, 8, 6, new float[48]);
        ScoreMap inferred =
                CrfFixture.infer(math, CrfFixture.image(8, 6, 1), Unary.ofScores(scores), PSA);
        for (float q : inferred.scores()) {
            assertEquals(1f, q, 1e-6f);
        }
    }

    @ParameterizedTest
    @MethodSource("org.espalier.crf.dense.CrfFixture#maths")
    void noForegroundStaysBackground(LabelMath math) throws IOException {
        float[] values = new float[2 * 20 * 10];
        Arrays.fill(values, 0, 200, 0.3f);
        ScoreMap scores = new ScoreMap(new int[] {0, 5}, 20, 10, values);
        ScoreMap inferred =
                CrfFixture.infer(math, CrfFixture.image(20, 10, 1), Unary.ofScores(scores), PSA);
        assertProbabilities(inferred);
        assertArrayEquals(new byte[200], inferred.argmax().labels());
    }

    @ParameterizedTest
    @MethodSource("org.espalier.crf.dense.CrfFixture#maths")
    void hugeCompatibilitiesOverflowNothing(LabelMath math) throws IOException {
        var strong = new CrfParameters(10, 3, 1000, 80, 13, 1000);
        for (int labels : new int[] {3, 6}) {
            assertProbabilities(
                    CrfFixture.infer(
                            math,
                            CrfFixture.image(40, 30, 1),
                            Unary.ofScores(CrfFixture.scores(40, 30, labels, 2)),
                            strong));
        }
    }

    @ParameterizedTest
    @MethodSource("org.espalier.crf.dense.CrfFixture#maths")
    void widthsBelowAPixelLeaveThePixelsToThemselves(LabelMath math) throws IOException {
        // each pixel hears itself alone, so that the likelier label only becomes surer
        var narrow = new CrfParameters(10, 0.2f, 3, 0.2f, 1, 10);
        ScoreMap scores = CrfFixture.scores(30, 20, 3, 2);
        ScoreMap inferred =
                CrfFixture.infer(math, CrfFixture.image(30, 20, 1), Unary.ofScores(scores), narrow);
        assertProbabilities(inferred);
        assertEquals(scores.argmax(), inferred.argmax());
    }

    @Test
    void aLatticeTooFineForItsKeysIsRefused() {
        var narrow = new CrfParameters(10, 3, 3, 0.1f, 0.1f, 10);
        Image wide = new Image(3_000, 2, new byte[18_000]);
        var e =
                assertThrows(
                        InvalidConfigurationException.class,
                        () -> new WholeTerms(wide, narrow, CrfFixture.engine(new PlainMath(), 1)));
        assertTrue(e.getMessage().contains("bilateralWidth 0.1"), e.getMessage());
        assertTrue(e.getMessage().contains("larger widths"), e.getMessage());
    }

    @ParameterizedTest
    @MethodSource("org.espalier.crf.dense.CrfFixture#maths")
    void anExcludedLabelStaysExcluded(LabelMath math) throws IOException {
        float[] energies = new float[3 * 40];
        Arrays.fill(energies, 80, 120, Float.POSITIVE_INFINITY);
        ScoreMap inferred =
                CrfFixture.infer(
                        math, CrfFixture.image(8, 5, 1), new GivenUnary(3, 8, 5, energies), PSA);
        assertProbabilities(inferred);
        for (int i = 0; i < 40; i++) {
            assertEquals(0f, inferred.scores()[80 + i], 1e-20f);
        }
    }

    @Test
    void energiesThatAreNoNumbersAreRefused() {
        for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
            float[] energies = new float[2 * 40];
            energies[19] = bad;
            assertRefused(energies, "column 3, row 2");
        }
        float[] excluded = new float[2 * 40];
        excluded[19] = Float.POSITIVE_INFINITY;
        excluded[59] = Float.POSITIVE_INFINITY;
        assertRefused(excluded, "column 3, row 2");
    }

    private static void assertRefused(float[] energies, String where) {
        for (int threads : new int[] {1, 3}) {
            var terms =
                    new WholeTerms(
                            CrfFixture.image(8, 5, 1),
                            PSA,
                            CrfFixture.engine(new PlainMath(), threads));
            var unary = new GivenUnary(2, 8, 5, energies);
            var e = assertThrows(BadInputException.class, () -> terms.infer(unary));
            assertTrue(e.getMessage().contains(where), e.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("org.espalier.crf.dense.CrfFixture#maths")
    void aKernelOfNoWeightIsLeftOut(LabelMath math) throws IOException {
        Image image = CrfFixture.image(30, 20, 1);
        ScoreMap scores = CrfFixture.scores(30, 20, 3, 2);
        Unary unary = Unary.ofScores(scores);
        // its widths, which no lattice would hold, are never looked at
        var spatial = new CrfParameters(5, 3, 3, 0.1f, 0.1f, 0);
        var slight = new CrfParameters(5, 3, 3, 80, 13, 1e-6f);
        assertArrayEquals(
                CrfFixture.infer(math, image, unary, slight).scores(),
                CrfFixture.infer(math, image, unary, spatial).scores(),
                1e-4f);
        var none = new CrfParameters(5, 3, 0, 80, 13, 0);
        assertEquals(scores.argmax(), CrfFixture.infer(math, image, unary, none).argmax());
    }

    @ParameterizedTest
    @MethodSource("org.espalier.crf.dense.CrfFixture#maths")
    void noLabelsGiveAMapWithoutAPlane(LabelMath math) throws IOException {
        var unary = new GivenUnary(0, 8, 5, new float[0]);
        assertEquals(0, CrfFixture.infer(math, CrfFixture.image(8, 5, 1), unary, PSA).planes());
    }

    @Test
    void closedTermsCannotBeUsed() {
        var terms =
                new WholeTerms(
                        CrfFixture.image(8, 5, 1), PSA, CrfFixture.engine(new PlainMath(), 1));
        terms.close();
        terms.close();
        var unary = new GivenUnary(2, 8, 5, new float[80]);
        assertThrows(IllegalStateException.class, () -> terms.infer(unary));
    }

    @Test
    void moreValuesThanAnArrayHoldsAreRefused() {
        assertEquals(8_000, Term.length(1000, 8));
        var e =
                assertThrows(
                        InvalidConfigurationException.class, () -> Term.length(100_000_000, 24));
        assertTrue(e.getMessage().startsWith("maxMegapixels"), e.getMessage());
    }

    @Test
    void aUnaryOfAnotherSizeIsRefused() {
        var terms =
                new WholeTerms(
                        CrfFixture.image(8, 5, 1), PSA, CrfFixture.engine(new PlainMath(), 1));
        var unary = new GivenUnary(2, 5, 8, new float[80]);
        var e = assertThrows(BadInputException.class, () -> terms.infer(unary));
        assertTrue(e.getMessage().contains("8 x 5"), e.getMessage());
    }

    @ParameterizedTest
    @MethodSource("org.espalier.crf.dense.CrfFixture#maths")
    void theResultDoesNotDependOnTheNumberOfThreads(LabelMath math) throws IOException {
        Image image = CrfFixture.image(150, 90, 9);
        for (int labels : new int[] {2, 4, 11}) {
            Unary unary = Unary.ofScores(CrfFixture.scores(150, 90, labels, 4));
            float[] alone = CrfFixture.infer(math, image, unary, PSA).scores();
            for (int threads : new int[] {2, 3, 7}) {
                try (var terms = new WholeTerms(image, PSA, CrfFixture.engine(math, threads))) {
                    assertArrayEquals(alone, terms.infer(unary).scores(), threads + " threads");
                }
            }
        }
    }

    @Test
    void severalUnariesShareTheTerms() throws IOException {
        Image image = CrfFixture.image(60, 40, 3);
        LabelMath math = new PlainMath();
        Unary first = Unary.ofScores(CrfFixture.scores(60, 40, 2, 1));
        Unary second = Unary.ofScores(CrfFixture.scores(60, 40, 6, 2));
        try (var terms = new WholeTerms(image, PSA, CrfFixture.engine(math, 1))) {
            var results =
                    IntStream.range(0, 8)
                            .parallel()
                            .mapToObj(i -> inferQuietly(terms, i % 2 == 0 ? first : second))
                            .toList();
            float[] one = CrfFixture.infer(math, image, first, PSA).scores();
            float[] other = CrfFixture.infer(math, image, second, PSA).scores();
            for (int i = 0; i < 8; i++) {
                assertArrayEquals(i % 2 == 0 ? one : other, results.get(i).scores());
            }
        }
    }

    private static ScoreMap inferQuietly(WholeTerms terms, Unary unary) {
        try {
            return terms.infer(unary);
        } catch (BadInputException e) {
            throw new AssertionError(e);
        }
    }
}
