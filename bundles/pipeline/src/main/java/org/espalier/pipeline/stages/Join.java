package org.espalier.pipeline.stages;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.ScoreMap;
import org.espalier.runs.StageNames;

/**
 * What two stages that know of no tag say of an image, taken together: the segmenter and an earlier
 * one, which errs elsewhere. Of each place both give shares of sum 1, and what is taken is <i>(s +
 * w r) / (1 + w)</i>.
 *
 * @param stage the earlier one; empty: the segmenter speaks alone
 * @param weight <i>w</i>
 */
public record Join(String stage, double weight) {
    private static final String STAGE = "join";
    private static final String WEIGHT = "joinWeight";

    /** As a run recorded it; runs of old record none. */
    public static Join recorded(Map<String, Object> own) {
        return new Join(
                String.valueOf(own.getOrDefault(STAGE, "")),
                ((Number) own.getOrDefault(WEIGHT, 0)).doubleValue());
    }

    public void record(Map<String, Object> own) {
        if (isActive()) {
            own.put(STAGE, stage);
            own.put(WEIGHT, weight);
        }
    }

    public boolean isActive() {
        return !stage.isEmpty();
    }

    /**
     * Refuses what the pipeline does not have.
     *
     * @param source where it was set
     */
    public void check(Stages stages, String source) {
        if (!isActive()) {
            return;
        }
        List<String> there =
                stages.beforeCrf().stream().filter(Plugged::isActive).map(Plugged::role).toList();
        if (!there.contains(stage)) {
            throw new InvalidConfigurationException(
                    source,
                    "the pipeline has no stage %s before its CRF".formatted(stage),
                    there.isEmpty() ? "leave it out" : "one of " + String.join(", ", there));
        }
        if (!stages.segmenter().isActive()) {
            throw new InvalidConfigurationException(
                    source,
                    "there is no %s to join %s with".formatted(StageNames.SEGMENTER, stage),
                    "name a segmenter, or leave it out");
        }
    }

    /**
     * Joins on the grid of the first.
     *
     * @param segmented scores with a background, if the data set has one
     * @param refined scores with a background, on a grid of their own
     */
    public ScoreMap of(ScoreMap segmented, ScoreMap refined) {
        ScoreMap own = segmented.shares();
        ScoreMap other = refined.resized(own.width(), own.height()).shares();
        int[] ids =
                IntStream.concat(Arrays.stream(own.classIds()), Arrays.stream(other.classIds()))
                        .distinct()
                        .sorted()
                        .toArray();
        int cells = own.width() * own.height();
        float[] joined = new float[ids.length * cells];
        for (int k = 0; k < ids.length; k++) {
            add(own, ids[k], 1 / (1 + weight), joined, k * cells);
            add(other, ids[k], weight / (1 + weight), joined, k * cells);
        }
        return new ScoreMap(ids, own.width(), own.height(), joined);
    }

    /** Adds the plane of a class, if there is one, so many times. */
    private static void add(ScoreMap scores, int id, double times, float[] to, int at) {
        int plane = scores.plane(id);
        if (plane < 0) {
            return;
        }
        int cells = scores.width() * scores.height();
        for (int i = 0; i < cells; i++) {
            to[at + i] += (float) (times * scores.scores()[plane * cells + i]);
        }
    }
}
