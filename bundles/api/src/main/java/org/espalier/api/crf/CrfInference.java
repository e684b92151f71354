package org.espalier.api.crf;

import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Inference in a fully connected conditional random field: for whoever has a unary term of their
 * own, or several over one image. Safe for use by several threads.
 */
@ProviderType
public interface CrfInference {
    /**
     * Makes the pairwise terms of an image, which is a good part of the work, so that several unary
     * terms can share them.
     *
     * @throws org.espalier.api.configuration.InvalidConfigurationException when the widths are too
     *     small for the image
     */
    PairwiseTerms pairwise(Image image, CrfParameters parameters);

    /**
     * The best labels of scores that are smoothed along the colours of their image.
     *
     * @param scores a plane for each label, at least one; brought to the size of the image
     */
    default LabelMap labels(Image image, ScoreMap scores, CrfParameters parameters)
            throws BadInputException {
        ScoreMap fine = scores.resized(image.width(), image.height());
        try (PairwiseTerms terms = pairwise(image, parameters)) {
            return terms.infer(Unary.ofScores(fine)).argmax();
        }
    }

    /**
     * Smooths a mask along the colours of its image. The labels of the mask are the label set;
     * where it is {@link org.espalier.api.data.ClassSet#VOID} any of them is equally likely, and
     * one of them is chosen. A mask without a label is returned as it is.
     *
     * @param confidence how likely the given labels are right, between 0 and 1, both excluded
     * @throws BadInputException when mask and image differ in size
     */
    default LabelMap smooth(
            Image image, LabelMap labels, double confidence, CrfParameters parameters)
            throws BadInputException {
        int[] present = labels.present();
        if (present.length == 0) {
            return labels;
        }
        Unary unary = Unary.ofLabels(labels, present, confidence);
        try (PairwiseTerms terms = pairwise(image, parameters)) {
            return terms.infer(unary).argmax();
        }
    }
}
