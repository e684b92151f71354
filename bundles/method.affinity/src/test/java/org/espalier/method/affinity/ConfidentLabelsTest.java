package org.espalier.method.affinity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.Test;

class ConfidentLabelsTest {
    private static final byte VOID = (byte) ClassSet.VOID;
    private static final Sampling PSA = new Sampling.Psa(4, 32);
    private static final Sampling IRN = new Sampling.Irn(0.3, 0.05);

    private final ByScoreAlone crf = new ByScoreAlone();

    private static ScoreMap seeds(float... scores) {
        return new ScoreMap(new int[] {6}, scores.length, 1, scores);
    }

    private LabelMap labels(Sampling sampling, int background, float... scores) throws IOException {
        Image image = new Image(scores.length, 1, new byte[3 * scores.length]);
        return new ConfidentLabels(crf, sampling, background)
                .of(image, seeds(scores), 1, scores.length);
    }

    /**
     * With x the seed: (1 - x)^4 falls below x at 0.2755, so above it is foreground; (1 - x)^32
     * falls below x at 0.0764, so below it is background.
     */
    @Test
    void psaByHand() throws IOException {
        LabelMap labels = labels(PSA, 0, 0, 0.07f, 0.08f, 0.27f, 0.28f, 1);
        assertArrayEquals(new byte[] {0, 0, VOID, VOID, 6, 6}, labels.labels());
        assertEquals(CrfParameters.psa(), crf.asked);
    }

    @Test
    void irnByHand() throws IOException {
        LabelMap labels = labels(IRN, 0, 0, 0.04f, 0.06f, 0.29f, 0.31f, 1);
        assertArrayEquals(new byte[] {0, 0, VOID, VOID, 6, 6}, labels.labels());
        assertEquals(CrfParameters.irn(), crf.asked);
    }

    @Test
    void oneLatticeServesBoth() throws IOException {
        labels(PSA, 0, 0.5f);
        assertEquals(1, crf.terms.get());
        assertEquals(2, crf.inferences.get());
        assertEquals(1, crf.closed.get());
    }

    @Test
    void withoutABackgroundOnlyForegroundIsConfident() throws IOException {
        LabelMap labels = labels(PSA, ClassSet.VOID, 0, 0.07f, 0.5f);
        assertArrayEquals(new byte[] {VOID, VOID, 6}, labels.labels());
    }

    /** The CRF may make foreground of one and background of the other. */
    @Test
    void backgroundWinsWhenBothHoldForPsaAlone() {
        LabelMap strong = new LabelMap(4, 1, new byte[] {6, 6, 0, 0});
        LabelMap weak = new LabelMap(4, 1, new byte[] {0, 6, 0, 6});
        assertArrayEquals(
                new byte[] {0, 6, 0, VOID},
                new ConfidentLabels(crf, PSA, 0).confident(strong, weak).labels());
        assertArrayEquals(
                new byte[] {6, 6, 0, VOID},
                new ConfidentLabels(crf, IRN, 0).confident(strong, weak).labels());
    }

    @Test
    void theMeanOfACellsPixelsDecides() throws IOException {
        Image image = new Image(4, 2, new byte[24]);
        ScoreMap seeds = new ScoreMap(new int[] {6}, 4, 2, new float[] {1, 1, 0, 0, 1, 0, 0, 0});
        LabelMap labels = new ConfidentLabels(crf, PSA, 0).of(image, seeds, 1, 2);
        assertArrayEquals(new byte[] {6, 0}, labels.labels());
    }

    @Test
    void theBestOfTheOthersMakesTheBackground() {
        ScoreMap two = new ScoreMap(new int[] {2, 5}, 2, 1, new float[] {0.25f, 0.5f, 0.75f, 0});
        ScoreMap three = Background.put(two, 0, best -> 1 - best);
        assertArrayEquals(new int[] {0, 2, 5}, three.classIds());
        assertArrayEquals(new float[] {0.25f, 0.5f, 0.25f, 0.5f, 0.75f, 0}, three.scores(), 1e-6f);
    }

    @Test
    void samplingIsNamedInTheSettings() {
        assertEquals(
                new Sampling.Psa(4, 32),
                Sampling.of(TestSettings.defaults().as(AffinityConfiguration.class)));
        assertEquals(
                new Sampling.Irn(0.3, 0.05),
                Sampling.of(TestSettings.of("sampling", "irn").as(AffinityConfiguration.class)));
        AffinityConfiguration other =
                TestSettings.of("sampling", "guess").as(AffinityConfiguration.class);
        assertThrows(InvalidConfigurationException.class, () -> Sampling.of(other));
    }
}
