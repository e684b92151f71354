package org.espalier.evaluator.miou;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.api.data.Box;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.evaluation.Pointing;
import org.espalier.api.evaluation.Prediction;

/**
 * Pointwise localisation: whether the highest score of each class that is present lies on an object
 * of it (M. Oquab, L. Bottou, I. Laptev, J. Sivic: <em>Is object localization for free?</em>, CVPR
 * 2015), and the simpler pointing game. Of equal scores the first place counts.
 */
final class PointingGame {
    /** Pixels around a box that still count. */
    private static final double GAME_TOLERANCE = 15;

    private static final double RANKED_TOLERANCE = 18;

    private final ClassSet classes;
    private final List<Seen> images = new ArrayList<>();
    private long pairs;
    private long hits;
    private long annotated;

    PointingGame(ClassSet classes) {
        this.classes = classes;
    }

    /**
     * An image.
     *
     * @param classScores by class id; null where the method does not tell
     * @param present by class id
     * @param found by class id: present, and the point is near one of its boxes
     */
    private record Seen(float[] classScores, boolean[] present, boolean[] found) {}

    void add(Prediction prediction, Prediction.Located located, LabelMap truth) {
        boolean[] present = new boolean[classes.size()];
        boolean[] found = new boolean[classes.size()];
        annotated += located.boxes().isPresent() ? 1 : 0;
        for (int id : prediction.tags().ids()) {
            List<Box> boxes = boxes(located, truth, id);
            if (boxes.isEmpty()) {
                continue; // tagged, but of it there is nothing but void
            }
            present[id] = true;
            pairs++;
            int plane = located.scores().plane(id);
            if (plane >= 0) {
                double[] point = highest(located.scores(), plane, truth);
                hits += isNear(point, boxes, GAME_TOLERANCE) ? 1 : 0;
                found[id] = isNear(point, boxes, RANKED_TOLERANCE);
            }
        }
        images.add(new Seen(prediction.classScores().orElse(null), present, found));
    }

    private static List<Box> boxes(Prediction.Located located, LabelMap truth, int id) {
        return located.boxes()
                .map(all -> all.stream().filter(box -> box.classId() == id).toList())
                .orElseGet(() -> Regions.of(truth, id));
    }

    /** Column and row of the image, where the centre of a pixel has the pixel's number. */
    private static double[] highest(ScoreMap scores, int plane, LabelMap image) {
        int cells = scores.width() * scores.height();
        int best = 0;
        for (int i = 1; i < cells; i++) {
            if (scores.scores()[plane * cells + i] > scores.scores()[plane * cells + best]) {
                best = i;
            }
        }
        return new double[] {
            (best % scores.width() + 0.5) * image.width() / scores.width() - 0.5,
            (best / scores.width() + 0.5) * image.height() / scores.height() - 0.5
        };
    }

    private static boolean isNear(double[] point, List<Box> boxes, double tolerance) {
        return boxes.stream().anyMatch(box -> box.isNear(point[0], point[1], tolerance));
    }

    /** Absent when no image was counted. */
    Optional<Pointing> result() {
        if (images.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Double> precision = new LinkedHashMap<>();
        boolean ranked = images.stream().allMatch(image -> image.classScores() != null);
        for (int id = 0; id < classes.size(); id++) {
            if (classes.isTag(id)) {
                precision.put(
                        classes.name(id), ranked ? precision(id).orElse(Double.NaN) : Double.NaN);
            }
        }
        double mean =
                precision.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.NaN);
        Pointing.Boxes boxes =
                annotated == 0
                        ? Pointing.Boxes.REGIONS
                        : annotated == images.size()
                                ? Pointing.Boxes.ANNOTATED
                                : Pointing.Boxes.MIXED;
        double accuracy = pairs == 0 ? Double.NaN : (double) hits / pairs;
        return Optional.of(new Pointing(accuracy, pairs, mean, precision, boxes));
    }

    private OptionalDouble precision(int id) {
        int present = (int) images.stream().filter(image -> image.present()[id]).count();
        boolean[] right =
                AveragePrecision.ranked(
                        images.size(),
                        i -> images.get(i).classScores()[id],
                        i -> images.get(i).found()[id]);
        return AveragePrecision.interpolated(right, present);
    }
}
