package org.espalier.crf.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against an independent implementation, and against the exact kernel. */
class ReferenceTest {
    private static final CrfParameters FEW = new CrfParameters(3, 2.3f, 3, 12.7f, 20.3f, 5);

    static Stream<Arguments> sizes() {
        return CrfFixture.maths()
                .flatMap(
                        math ->
                                Stream.of(1, 2, 3, 4, 5, 8, 9, 21)
                                        .map(labels -> Arguments.of(math, labels)));
    }

    private static double[] negated(ScoreMap scores) {
        double[] energies = new double[scores.scores().length];
        for (int i = 0; i < energies.length; i++) {
            energies[i] = Math.log(Math.max(1e-5f, Math.min(1f, scores.scores()[i])));
        }
        return energies;
    }

    private static float[] reference(
            Image image, ScoreMap scores, CrfParameters parameters, boolean exact) {
        double[] q =
                Reference.marginals(image, negated(scores), scores.planes(), parameters, exact);
        float[] rounded = new float[q.length];
        for (int i = 0; i < q.length; i++) {
            rounded[i] = (float) q[i];
        }
        return rounded;
    }

    @ParameterizedTest(name = "{1} labels")
    @MethodSource("sizes")
    void marginalsAreThoseOfAPlainImplementation(LabelMath math, int labels) throws IOException {
        Image image = CrfFixture.image(37, 21, labels);
        ScoreMap scores = CrfFixture.scores(37, 21, labels, labels);
        ScoreMap inferred = CrfFixture.infer(math, image, Unary.ofScores(scores), FEW);
        float[] expected = reference(image, scores, FEW, false);
        float largest = CrfFixture.largestDifference(expected, inferred.scores());
        assertTrue(largest < 2e-5, "differs by " + largest);
    }

    @ParameterizedTest
    @MethodSource("org.espalier.crf.dense.CrfFixture#maths")
    void labelsAreMostlyThoseOfTheExactKernel(LabelMath math) throws IOException {
        Image image = CrfFixture.image(30, 22, 5);
        ScoreMap scores = CrfFixture.scores(30, 22, 3, 6);
        CrfParameters psa = CrfParameters.psa();
        byte[] inferred =
                CrfFixture.infer(math, image, Unary.ofScores(scores), psa).argmax().labels();
        byte[] exact =
                new ScoreMap(scores.classIds(), 30, 22, reference(image, scores, psa, true))
                        .argmax()
                        .labels();
        int same = 0;
        for (int i = 0; i < exact.length; i++) {
            same += exact[i] == inferred[i] ? 1 : 0;
        }
        assertTrue(same >= 0.95 * exact.length, same + " of " + exact.length);
    }

    /** The file was written by {@link Reference} and read over by eye. */
    @ParameterizedTest
    @MethodSource("org.espalier.crf.dense.CrfFixture#maths")
    void marginalsAreThoseWrittenDown(LabelMath math) throws IOException {
        Image image = CrfFixture.image(9, 6, 1);
        ScoreMap scores = CrfFixture.scores(9, 6, 3, 2);
        ScoreMap inferred = CrfFixture.infer(math, image, Unary.ofScores(scores), FEW);
        List<String> lines = stored();
        assertEquals(3 * 6 * 9, lines.size());
        for (int i = 0; i < lines.size(); i++) {
            assertEquals(Float.parseFloat(lines.get(i)), inferred.scores()[i], 1e-5f, "value " + i);
        }
    }

    @Test
    void whatIsWrittenDownIsTheReference() {
        float[] expected =
                reference(CrfFixture.image(9, 6, 1), CrfFixture.scores(9, 6, 3, 2), FEW, false);
        List<String> lines = stored();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(Float.parseFloat(lines.get(i)), expected[i], 1e-6f, "value " + i);
        }
    }

    private static List<String> stored() {
        try (var in = ReferenceTest.class.getResourceAsStream("marginals-9x6.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
