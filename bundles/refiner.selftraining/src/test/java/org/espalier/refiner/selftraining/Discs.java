package org.espalier.refiner.selftraining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;

/**
 * Red or blue discs on a speckled ground, and scores that know but a part of each, and in every
 * third image are wrong elsewhere.
 */
final class Discs {
    static final int SIDE = 65;
    static final ClassSet CLASSES = ClassSet.withBackground(List.of("background", "blue", "red"));

    private static final int RADIUS = 17;
    private static final int CELLS = 16;

    private Discs() {}

    private static double distance(int index, double x, double y) {
        int centreX = index / 2 % 2 == 0 ? 22 : 42;
        int centreY = index / 4 % 2 == 0 ? 22 : 42;
        return Math.hypot(x - centreX, y - centreY);
    }

    static int classOf(int index) {
        return 1 + index % 2;
    }

    static boolean inside(int index, double x, double y) {
        return distance(index, x, y) < RADIUS;
    }

    static Image image(int index) {
        SplittableRandom random = new SplittableRandom(index);
        byte[] rgb = new byte[SIDE * SIDE * 3];
        for (int p = 0; p < SIDE * SIDE; p++) {
            boolean disc = inside(index, p % SIDE, p / SIDE);
            for (int c = 0; c < 3; c++) {
                int level = disc ? (c == (classOf(index) == 1 ? 2 : 0) ? 210 : 40) : 110;
                rgb[3 * p + c] = (byte) (level + random.nextInt(30));
            }
        }
        return new Image(SIDE, SIDE, rgb);
    }

    static Sample sample(int index) {
        return new Sample("disc" + index, Tags.of(classOf(index)), () -> image(index));
    }

    static List<Sample> samples(int count) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(sample(i));
        }
        return samples;
    }

    static int index(Sample sample) {
        return Integer.parseInt(sample.id().substring("disc".length()));
    }

    /** A blob off the middle of the disc, fading, and the constant for the background. */
    static ScoreMap scores(int index) {
        float[] values = new float[2 * CELLS * CELLS];
        Arrays.fill(values, 0, CELLS * CELLS, 0.3f);
        for (int y = 0; y < CELLS; y++) {
            for (int x = 0; x < CELLS; x++) {
                double pixel = (double) SIDE / CELLS;
                double off = distance(index, (x + 0.5) * pixel - 9, (y + 0.5) * pixel);
                double wrong = index % 3 > 0 ? 99 : distance(index ^ 6, (x + 0.5) * pixel, 4 * y);
                values[CELLS * CELLS + y * CELLS + x] =
                        (float)
                                (5 * Math.exp(-off * off / 100)
                                        + 4 * Math.exp(-wrong * wrong / 60));
            }
        }
        return new ScoreMap(new int[] {0, classOf(index)}, CELLS, CELLS, values);
    }

    /** Intersection over union of the disc and where the class exceeds 0.3 of its highest score. */
    static double overlap(int index, ScoreMap scores) {
        ScoreMap onPixels = scores.resized(SIDE, SIDE);
        int plane = onPixels.plane(classOf(index));
        float highest = 0;
        for (int p = 0; p < SIDE * SIDE; p++) {
            highest = Math.max(highest, onPixels.score(plane, p % SIDE, p / SIDE));
        }
        int both = 0;
        int either = 0;
        for (int p = 0; p < SIDE * SIDE; p++) {
            boolean claimed = onPixels.score(plane, p % SIDE, p / SIDE) > 0.3f * highest;
            boolean disc = inside(index, p % SIDE, p / SIDE);
            both += claimed && disc ? 1 : 0;
            either += claimed || disc ? 1 : 0;
        }
        return (double) both / either;
    }
}
