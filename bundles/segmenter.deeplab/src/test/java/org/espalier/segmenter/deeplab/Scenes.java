package org.espalier.segmenter.deeplab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;

/** Scenes of two squares on grey, one dotted in red, one striped in blue, ringed by void. */
final class Scenes {
    static final int SIDE = 49;
    static final ClassSet CLASSES =
            ClassSet.withBackground(List.of("background", "dots", "stripes"));

    private static final int PATCH = 18;

    private Scenes() {}

    static List<Sample> samples(int count) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = i;
            samples.add(new Sample("s" + i, Tags.of(1, 2), () -> image(index)));
        }
        return samples;
    }

    static LabelMap labels(Sample sample) {
        return labels(Integer.parseInt(sample.id().substring(1)));
    }

    static LabelMap labels(int index) {
        byte[] labels = new byte[SIDE * SIDE];
        for (int label = 1; label <= 2; label++) {
            int[] corner = corner(index, label);
            for (int y = -1; y <= PATCH; y++) {
                for (int x = -1; x <= PATCH; x++) {
                    boolean ring = y < 0 || x < 0 || y == PATCH || x == PATCH;
                    labels[(corner[1] + y) * SIDE + corner[0] + x] =
                            (byte) (ring ? ClassSet.VOID : label);
                }
            }
        }
        return new LabelMap(SIDE, SIDE, labels);
    }

    /** Dots in the left half, stripes in the right. */
    private static int[] corner(int index, int label) {
        SplittableRandom random = new SplittableRandom(10L * index + label);
        int slack = SIDE / 2 - PATCH - 2;
        int left = 1 + random.nextInt(slack) + (label - 1) * SIDE / 2;
        return new int[] {left, 1 + random.nextInt(SIDE - PATCH - 2)};
    }

    static Image image(int index) {
        SplittableRandom random = new SplittableRandom(index);
        byte[] rgb = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (120 + random.nextInt(20));
        }
        for (int label = 1; label <= 2; label++) {
            int[] corner = corner(index, label);
            for (int y = corner[1]; y < corner[1] + PATCH; y++) {
                for (int x = corner[0]; x < corner[0] + PATCH; x++) {
                    boolean on = label == 1 ? (x / 2 + y / 2) % 2 == 0 : x / 2 % 2 == 0;
                    int at = (y * SIDE + x) * 3;
                    rgb[at] = (byte) (label == 1 ? on ? 240 : 160 : 30);
                    rgb[at + 1] = (byte) (on ? 60 : 20);
                    rgb[at + 2] = (byte) (label == 2 ? on ? 240 : 160 : 30);
                }
            }
        }
        return new Image(SIDE, SIDE, rgb);
    }

    static Image mirrored(Image image) {
        byte[] rgb = new byte[image.rgb().length];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                int from = (y * image.width() + image.width() - 1 - x) * 3;
                System.arraycopy(image.rgb(), from, rgb, (y * image.width() + x) * 3, 3);
            }
        }
        return new Image(image.width(), image.height(), rgb);
    }

    /** The share of pixels labelled that are labelled so. */
    static double agreement(LabelMap found, LabelMap truth) {
        int right = 0;
        int all = 0;
        for (int i = 0; i < truth.labels().length; i++) {
            if (truth.labels()[i] != (byte) ClassSet.VOID) {
                all++;
                right += truth.labels()[i] == found.labels()[i] ? 1 : 0;
            }
        }
        return (double) right / all;
    }

    /** Labels that are one class everywhere. */
    static LabelMap uniform(int label) {
        byte[] labels = new byte[SIDE * SIDE];
        Arrays.fill(labels, (byte) label);
        return new LabelMap(SIDE, SIDE, labels);
    }
}
