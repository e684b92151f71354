package org.example.mymethod;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.Localization;
import org.espalier.api.stage.LocalizationModel;

/**
 * Finds classes by colour. The score of a class in a cell is the logistic function of the mean
 * evidence of its pixels: 0.5 where colours say nothing.
 */
final class ColourModel implements LocalizationModel {
    /** The class score is the mean over one in so many cells, the best ones. */
    private static final int ONE_IN = 10;

    private final ClassSet classes;
    private final double[][] evidence;
    private final MyMethodConfiguration settings;

    ColourModel(ClassSet classes, double[][] evidence, MyMethodConfiguration settings) {
        this.classes = classes;
        this.evidence = evidence;
        this.settings = settings;
    }

    @Override
    public Localization localize(Image image, Optional<Tags> given) {
        int columns = cells(image.width());
        int rows = cells(image.height());
        int[] ids = classes.allTags().ids();
        ScoreMap scores = new ScoreMap(ids, columns, rows, scores(image, ids, columns, rows));
        float[] classScores = new float[classes.size()];
        for (int k = 0; k < ids.length; k++) {
            classScores[ids[k]] = best(scores, k);
        }
        Tags tags = given.orElseGet(() -> present(classScores));
        return new Localization(scores.only(tags), tags, classScores);
    }

    private int cells(int side) {
        return (side + settings.cell() - 1) / settings.cell();
    }

    private float[] scores(Image image, int[] ids, int columns, int rows) {
        int cells = columns * rows;
        double[] sums = new double[ids.length * cells];
        int[] pixels = new int[cells];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                int pixel = y * image.width() + x;
                int colour = ColourCounts.colour(image.rgb(), pixel, settings.bins());
                int cell = y * rows / image.height() * columns + x * columns / image.width();
                pixels[cell]++;
                for (int k = 0; k < ids.length; k++) {
                    sums[k * cells + cell] += evidence[ids[k]][colour];
                }
            }
        }
        float[] scores = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            scores[i] = (float) (1 / (1 + Math.exp(-sums[i] / pixels[i % cells])));
        }
        return scores;
    }

    private static float best(ScoreMap scores, int plane) {
        int cells = scores.width() * scores.height();
        float[] of = Arrays.copyOfRange(scores.scores(), plane * cells, (plane + 1) * cells);
        Arrays.sort(of);
        int first = Math.min(cells - 1, cells - cells / ONE_IN);
        return (float) IntStream.range(first, cells).mapToDouble(i -> of[i]).average().orElse(0);
    }

    private Tags present(float[] classScores) {
        int[] ids = classes.allTags().ids();
        return Tags.of(
                Arrays.stream(ids).filter(id -> classScores[id] > settings.presence()).toArray());
    }

    @Override
    public void close() {
        // holds nothing but memory
    }
}
