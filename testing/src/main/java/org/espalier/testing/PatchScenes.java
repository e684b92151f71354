package org.espalier.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;

/**
 * A square of one of two textures on grey noise, somewhere in the image: red and green dots (class
 * 1, even scenes) or blue and yellow stripes (class 2, odd ones). A small network learns to tell
 * them apart in seconds.
 */
public final class PatchScenes {
    /** Both sides of an image. */
    public static final int SIDE = 33;

    /** Both sides of the square. */
    public static final int PATCH = 16;

    /** How far from the square a point may be that still counts as on it. */
    private static final int NEAR = 3;

    /** Both sides of the grid of {@link #scores}. */
    private static final int CELLS = 9;

    /** How wide they are blurred, and how far from the square their middle is at most. */
    private static final double BLUR = 8;

    private static final int SHIFT = 5;

    private PatchScenes() {}

    /** Background, dots, stripes. */
    public static ClassSet classes() {
        return ClassSet.withBackground(List.of("background", "dots", "stripes"));
    }

    /** The class in a scene. */
    public static int tag(int index) {
        return 1 + index % 2;
    }

    /** A scene. */
    public static Image image(int index) {
        SplittableRandom random = new SplittableRandom(index);
        byte[] rgb = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (120 + random.nextInt(20));
        }
        int[] corner = corner(index);
        for (int y = corner[1]; y < corner[1] + PATCH; y++) {
            for (int x = corner[0]; x < corner[0] + PATCH; x++) {
                boolean on = index % 2 == 0 ? (x / 2 + y / 2) % 2 == 0 : x / 2 % 2 == 0;
                int at = (y * SIDE + x) * 3;
                rgb[at] = (byte) (on ? 230 : 30);
                rgb[at + 1] = (byte) (index % 2 == 0 ? 30 : on ? 220 : 40);
                rgb[at + 2] = (byte) (index % 2 == 0 ? (on ? 30 : 60) : 200);
            }
        }
        return new Image(SIDE, SIDE, rgb);
    }

    /** Column and row of the first pixel of the square. */
    private static int[] corner(int index) {
        SplittableRandom random = new SplittableRandom(~index);
        return new int[] {random.nextInt(SIDE - PATCH), random.nextInt(SIDE - PATCH)};
    }

    /** The first scenes, with their tags. */
    public static List<Sample> samples(int count) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = i;
            samples.add(new Sample("s" + i, Tags.of(tag(i)), () -> image(index)));
        }
        return samples;
    }

    /**
     * What an early stage might say of a scene: a blur beside the square, and the background where
     * that is weak.
     */
    public static ScoreMap scores(int index) {
        SplittableRandom random = new SplittableRandom(index ^ 0x5eed);
        int[] corner = corner(index);
        double x = corner[0] + PATCH / 2.0 + random.nextInt(-SHIFT, SHIFT + 1);
        double y = corner[1] + PATCH / 2.0 + random.nextInt(-SHIFT, SHIFT + 1);
        float[] scores = new float[2 * CELLS * CELLS];
        for (int i = 0; i < CELLS * CELLS; i++) {
            double dx = (i % CELLS + 0.5) * SIDE / CELLS - x;
            double dy = (i / CELLS + 0.5) * SIDE / CELLS - y;
            double score = 0.9 * Math.exp(-(dx * dx + dy * dy) / (2 * BLUR * BLUR));
            scores[i] = (float) (1 - score);
            scores[CELLS * CELLS + i] = (float) score;
        }
        return new ScoreMap(new int[] {0, tag(index)}, CELLS, CELLS, scores);
    }

    /** The IoU of a scene's square with the pixels in which its class scores highest. */
    public static double overlap(int index, ScoreMap scores) {
        LabelMap labels = scores.resized(SIDE, SIDE).argmax();
        int[] corner = corner(index);
        int both = 0;
        int either = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean is = isInside(x, corner[0]) && isInside(y, corner[1]);
                boolean found = labels.label(x, y) == tag(index);
                both += is && found ? 1 : 0;
                either += is || found ? 1 : 0;
            }
        }
        return (double) both / either;
    }

    private static boolean isInside(int place, int corner) {
        return place >= corner && place < corner + PATCH;
    }

    /** Whether the highest score of the scene's class is on its square, or near it. */
    public static boolean hits(int index, ScoreMap scores) {
        ScoreMap fine = scores.resized(SIDE, SIDE);
        int plane = fine.plane(tag(index));
        int best = plane * SIDE * SIDE;
        for (int i = best; i < (plane + 1) * SIDE * SIDE; i++) {
            best = fine.scores()[i] > fine.scores()[best] ? i : best;
        }
        int[] corner = corner(index);
        int x = best % SIDE - corner[0];
        int y = best / SIDE % SIDE - corner[1];
        return x >= -NEAR && x < PATCH + NEAR && y >= -NEAR && y < PATCH + NEAR;
    }
}
