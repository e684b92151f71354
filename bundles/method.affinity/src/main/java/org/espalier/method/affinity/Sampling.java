package org.espalier.method.affinity;

import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;

/** How seeds are asked for labels that are most likely right: twice, of two backgrounds. */
sealed interface Sampling {
    /** The random field that is asked. */
    CrfParameters parameters();

    /**
     * What the field starts from.
     *
     * @param seeds on the grid of the image, the background's plane first
     * @param strong whether the background is the strong one, which only clear foreground beats, or
     *     the weak one, which wins only where there is hardly a seed
     */
    Unary unary(ScoreMap seeds, boolean strong) throws BadInputException;

    /** Whether, where a cell is confident foreground and confident background, the latter wins. */
    boolean backgroundWins();

    /**
     * The background's score at a pixel.
     *
     * @param best the highest seed there
     */
    float background(float best, boolean strong);

    static Sampling of(AffinityConfiguration settings) {
        return switch (settings.sampling()) {
            case "psa" -> new Psa(settings.lowAlpha(), settings.highAlpha());
            case "irn" -> new Irn(settings.foregroundConstant(), settings.backgroundConstant());
            default ->
                    throw new InvalidConfigurationException(
                            "sampling",
                            "there is none named '" + settings.sampling() + "'",
                            "psa or irn");
        };
    }

    /**
     * As Ahn and Kwak: bg = (1 - max)^alpha with a low and a high alpha, as probabilities.
     *
     * @param low for the strong background
     * @param high for the weak background
     */
    record Psa(double low, double high) implements Sampling {
        @Override
        public CrfParameters parameters() {
            return CrfParameters.psa();
        }

        @Override
        public Unary unary(ScoreMap seeds, boolean strong) throws BadInputException {
            return Unary.ofScores(seeds);
        }

        @Override
        public boolean backgroundWins() {
            return true;
        }

        @Override
        public float background(float best, boolean strong) {
            return (float) Math.pow(Math.max(0, 1 - best), strong ? low : high);
        }
    }

    /**
     * As Ahn, Cho and Kwak (CVPR 2019): two constants, and the winners as labels.
     *
     * @param foreground what confident foreground exceeds
     * @param background what confident background does not exceed
     */
    record Irn(double foreground, double background) implements Sampling {
        private static final double CONFIDENCE = 0.7;

        @Override
        public CrfParameters parameters() {
            return CrfParameters.irn();
        }

        @Override
        public Unary unary(ScoreMap seeds, boolean strong) throws BadInputException {
            LabelMap winners = seeds.argmax();
            return Unary.ofLabels(winners, seeds.classIds(), CONFIDENCE);
        }

        @Override
        public boolean backgroundWins() {
            return false;
        }

        @Override
        public float background(float best, boolean strong) {
            return (float) (strong ? foreground : background);
        }
    }
}
