package org.espalier.method.affinity;

import org.espalier.api.crf.CrfInference;
import org.espalier.api.crf.PairwiseTerms;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;
import org.espalier.inference.Resampling;

/**
 * Makes of the seeds of an image the labels that are most likely right, on a coarse grid: what
 * affinities are learned from.
 *
 * <p>Seeds against a strong background, smoothed by a dense CRF, tell where foreground is sure;
 * against a weak one, where background is. Everything else is {@link ClassSet#VOID}.
 *
 * @param background id of the background, or {@link ClassSet#VOID} where there is none: then there
 *     is only confident foreground
 */
record ConfidentLabels(CrfInference crf, Sampling sampling, int background) {
    /**
     * @param seeds of the tagged classes alone, on any grid
     * @param height rows of the grid wanted
     * @param width columns of the grid wanted
     */
    LabelMap of(Image image, ScoreMap seeds, int height, int width) throws BadInputException {
        ScoreMap fine = seeds.resized(image.width(), image.height());
        LabelMap strong;
        LabelMap weak;
        try (PairwiseTerms terms = crf.pairwise(image, sampling.parameters())) {
            strong = pooled(terms, fine, true, height, width);
            weak = pooled(terms, fine, false, height, width);
        }
        return confident(strong, weak);
    }

    private LabelMap pooled(
            PairwiseTerms terms, ScoreMap seeds, boolean strong, int height, int width)
            throws BadInputException {
        ScoreMap smooth = terms.infer(sampling.unary(complete(seeds, strong), strong));
        float[] pooled =
                Resampling.cells(
                        smooth.scores(),
                        smooth.planes(),
                        smooth.height(),
                        smooth.width(),
                        height,
                        width);
        return new ScoreMap(smooth.classIds(), width, height, pooled).argmax();
    }

    /** Puts the background first. */
    private ScoreMap complete(ScoreMap seeds, boolean strong) {
        return Background.put(seeds, background, best -> sampling.background(best, strong));
    }

    /** What the two say together. */
    LabelMap confident(LabelMap strong, LabelMap weak) {
        byte[] labels = new byte[strong.labels().length];
        for (int i = 0; i < labels.length; i++) {
            int foreground = strong.labels()[i] & 0xff;
            boolean isForeground = foreground != background;
            boolean isBackground = (weak.labels()[i] & 0xff) == background;
            int label = ClassSet.VOID;
            if (isBackground && !(isForeground && !sampling.backgroundWins())) {
                label = background;
            } else if (isForeground) {
                label = foreground;
            }
            labels[i] = (byte) label;
        }
        return new LabelMap(strong.width(), strong.height(), labels);
    }
}
