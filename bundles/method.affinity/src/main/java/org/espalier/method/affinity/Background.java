package org.espalier.method.affinity;

import org.espalier.api.data.ScoreMap;

/** The background's score as a function of the others': what no class claims. */
final class Background {
    private Background() {}

    /** From the highest score at a place to the background's. */
    @FunctionalInterface
    interface Rule {
        float score(float best);
    }

    /**
     * Puts a plane for the background first.
     *
     * @param scores without one
     */
    static ScoreMap put(ScoreMap scores, int background, Rule rule) {
        int cells = scores.height() * scores.width();
        int planes = scores.planes();
        float[] values = new float[(planes + 1) * cells];
        System.arraycopy(scores.scores(), 0, values, cells, planes * cells);
        for (int i = 0; i < cells; i++) {
            float best = 0;
            for (int k = 1; k <= planes; k++) {
                best = Math.max(best, values[k * cells + i]);
            }
            values[i] = rule.score(best);
        }
        int[] ids = new int[planes + 1];
        ids[0] = background;
        System.arraycopy(scores.classIds(), 0, ids, 1, planes);
        return new ScoreMap(ids, scores.width(), scores.height(), values);
    }
}
