package org.espalier.crf.dense;

import java.util.Arrays;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.PairwiseTerms;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.RefinementModel;

/**
 * The stage with the parameters of a run. Time is in proportion to the number of classes, and of
 * those that a network speaks of most are nowhere in an image.
 *
 * @param leastScore classes that score less at every place are left out, and come back with zeros
 */
record CrfModel(CrfParameters parameters, Engine engine, float leastScore)
        implements RefinementModel {
    @Override
    public ScoreMap refine(Image image, ScoreMap scores) throws BadInputException {
        Tags somewhere = somewhere(scores);
        ScoreMap asked = somewhere.isEmpty() ? scores : scores.only(somewhere);
        ScoreMap fine = asked.resized(image.width(), image.height());
        if (fine.planes() == 0) {
            return fine;
        }
        try (PairwiseTerms terms = DenseCrf.pairwise(image, parameters, engine)) {
            return complete(terms.infer(Unary.ofScores(fine)), scores.classIds());
        }
    }

    /** The classes that may win; those whose scores are no numbers are not hidden. */
    private Tags somewhere(ScoreMap scores) {
        int cells = scores.width() * scores.height();
        int[] ids =
                Arrays.stream(scores.classIds())
                        .filter(id -> reaches(scores, scores.plane(id) * cells, cells))
                        .toArray();
        return Tags.of(ids);
    }

    private boolean reaches(ScoreMap scores, int from, int cells) {
        for (int i = from; i < from + cells; i++) {
            if (!(scores.scores()[i] < leastScore)) {
                return true;
            }
        }
        return false;
    }

    private static ScoreMap complete(ScoreMap inferred, int[] classIds) {
        if (Arrays.equals(inferred.classIds(), classIds)) {
            return inferred;
        }
        int pixels = inferred.width() * inferred.height();
        float[] all = new float[classIds.length * pixels];
        for (int k = 0; k < classIds.length; k++) {
            int plane = inferred.plane(classIds[k]);
            if (plane >= 0) {
                System.arraycopy(inferred.scores(), plane * pixels, all, k * pixels, pixels);
            }
        }
        return new ScoreMap(classIds, inferred.width(), inferred.height(), all);
    }

    @Override
    public void close() {
        // arrays that wait belong to the service
    }
}
