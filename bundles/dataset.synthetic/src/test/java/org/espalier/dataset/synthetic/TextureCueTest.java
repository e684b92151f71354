package org.espalier.dataset.synthetic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.dataset.Split;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.Test;

/**
 * What makes the scenes learnable from tags: any patch within an object, without its outline or its
 * colours, tells the class. Patches are described by rotation-invariant local binary patterns of
 * their brightness, and classified by their nearest neighbours.
 */
class TextureCueTest {
    private static final int SIZE = 18;
    private static final int BINS = 10;
    private static final int NEIGHBOURS = 5;
    private static final int[][] CIRCLE = {
        {1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}
    };

    private record Patch(int label, double[] pattern) {}

    @Test
    void anyPatchOfAnObjectTellsItsClass() throws Exception {
        var data =
                new SyntheticFormat().open(Optional.empty(), TestSettings.of("trainImages", 240));
        List<Patch> known = patches(data.split("train"));
        List<Patch> asked = patches(data.split("val"));
        assertTrue(known.size() > 500 && asked.size() > 100, known.size() + " " + asked.size());
        long right = asked.stream().filter(p -> classify(p, known) == p.label()).count();
        double share = (double) right / asked.size();
        assertTrue(share > 0.9, "right for " + share + ", by chance 0.17");
    }

    /** Patches that lie within one object, side by side. */
    private static List<Patch> patches(Split split) throws Exception {
        List<Patch> patches = new ArrayList<>();
        for (Sample sample : split.samples()) {
            Image image = sample.image();
            LabelMap mask = split.truth(sample).orElseThrow();
            for (int y = 2; y + SIZE + 2 <= image.height(); y += SIZE / 3) {
                for (int x = 2; x + SIZE + 2 <= image.width(); x += SIZE / 3) {
                    int label = mask.label(x, y);
                    if (label > 0 && isWithin(mask, x, y, label)) {
                        patches.add(new Patch(label, pattern(image, x, y)));
                    }
                }
            }
        }
        return patches;
    }

    private static boolean isWithin(LabelMap mask, int left, int top, int label) {
        for (int y = top; y < top + SIZE; y++) {
            for (int x = left; x < left + SIZE; x++) {
                if (mask.label(x, y) != label) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Histograms at three scales of how many of eight neighbours are brighter, and how evenly. */
    private static double[] pattern(Image image, int left, int top) {
        double[] histogram = new double[3 * BINS];
        for (int scale = 1; scale <= 3; scale++) {
            for (int y = top + 3; y < top + SIZE - 3; y++) {
                for (int x = left + 3; x < left + SIZE - 3; x++) {
                    histogram[(scale - 1) * BINS + code(image, x, y, scale)]++;
                }
            }
        }
        return histogram;
    }

    private static int code(Image image, int x, int y, int scale) {
        int centre = brightness(image, x, y);
        int brighter = 0;
        int changes = 0;
        boolean before = false;
        for (int i = 0; i <= CIRCLE.length; i++) {
            int[] step = CIRCLE[i % CIRCLE.length];
            boolean now = brightness(image, x + scale * step[0], y + scale * step[1]) > centre + 6;
            if (i < CIRCLE.length && now) {
                brighter++;
            }
            if (i > 0 && now != before) {
                changes++;
            }
            before = now;
        }
        return changes > 2 ? BINS - 1 : brighter;
    }

    private static int brightness(Image image, int x, int y) {
        return (image.value(x, y, 0) + image.value(x, y, 1) + image.value(x, y, 2)) / 3;
    }

    private static int classify(Patch asked, List<Patch> known) {
        int[] votes = new int[7];
        known.stream()
                .map(patch -> new double[] {distance(asked, patch), patch.label()})
                .sorted((a, b) -> Double.compare(a[0], b[0]))
                .limit(NEIGHBOURS)
                .forEach(found -> votes[(int) found[1]]++);
        int best = 0;
        for (int label = 1; label < votes.length; label++) {
            best = votes[label] > votes[best] ? label : best;
        }
        return best;
    }

    private static double distance(Patch a, Patch b) {
        double[] difference = new double[a.pattern().length];
        Arrays.setAll(difference, i -> Math.abs(a.pattern()[i] - b.pattern()[i]));
        return Arrays.stream(difference).sum();
    }
}
