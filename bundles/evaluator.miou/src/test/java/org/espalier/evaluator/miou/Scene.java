package org.espalier.evaluator.miou;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.evaluation.Prediction;
import org.espalier.api.evaluation.Scoring;
import org.espalier.testing.TestSettings;

/** Small maps to score. */
final class Scene {
    static final int VOID = ClassSet.VOID;
    static final ClassSet PETS = ClassSet.withBackground(List.of("background", "cat", "dog"));

    private Scene() {}

    static LabelMap row(int... ids) {
        return map(ids.length, ids);
    }

    static LabelMap map(int width, int... ids) {
        byte[] labels = new byte[ids.length];
        for (int i = 0; i < ids.length; i++) {
            labels[i] = (byte) ids[i];
        }
        return new LabelMap(width, ids.length / width, labels);
    }

    static LabelMap random(Random random, int width, int height, int... ids) {
        return map(
                width,
                IntStream.range(0, width * height)
                        .map(i -> ids[random.nextInt(ids.length)])
                        .toArray());
    }

    static Scoring scoring(ClassSet classes) {
        return new MeanIoU().start(classes, TestSettings.of("draws", 0));
    }

    /** Scores one image. */
    static Evaluation score(ClassSet classes, LabelMap predicted, LabelMap truth) throws Exception {
        Scoring scoring = scoring(classes);
        scoring.add(Prediction.of("image", predicted), truth);
        return scoring.result();
    }

    static Prediction withForeground(String id, LabelMap labels, ScoreMap foreground) {
        return new Prediction(id, labels, Optional.of(foreground), Optional.empty(), Tags.none());
    }

    static Prediction withClassScores(String id, Tags tags, float... scores) {
        return new Prediction(id, row(0), Optional.empty(), Optional.of(scores), tags);
    }
}
