package org.espalier.api.crf;

import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ScoreMap;

/** The unary term of probabilities. */
final class ScoreUnary implements Unary {
    private static final float LOWEST = 1e-5f;
    private static final float HIGHEST_ENERGY = (float) -Math.log(LOWEST);

    private final ScoreMap scores;

    ScoreUnary(ScoreMap scores) throws BadInputException {
        this.scores = scores;
        float[] values = scores.scores();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                int cell = i % (scores.width() * scores.height());
                throw new BadInputException(
                        "score of class %d at column %d, row %d"
                                .formatted(
                                        scores.classId(i / (scores.width() * scores.height())),
                                        cell % scores.width(),
                                        cell / scores.width()),
                        "is " + values[i],
                        "a finite number");
            }
        }
    }

    @Override
    public int[] classIds() {
        return scores.classIds();
    }

    @Override
    public int width() {
        return scores.width();
    }

    @Override
    public int height() {
        return scores.height();
    }

    @Override
    public void energies(int x, int y, int count, float[] into, int at, int stride) {
        float[] values = scores.scores();
        for (int k = 0; k < scores.planes(); k++) {
            int from = (k * scores.height() + y) * scores.width() + x;
            for (int i = 0; i < count; i++) {
                float p = values[from + i];
                into[at + i * stride + k] =
                        p <= LOWEST ? HIGHEST_ENERGY : p >= 1 ? 0f : (float) -Math.log(p);
            }
        }
    }
}
