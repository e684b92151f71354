package org.espalier.method.affinity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.configuration.Settings;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.frozen.View;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Stage;
import org.espalier.testing.PlainCodecs;
import org.espalier.testing.TestContext;
import org.espalier.testing.TestSettings;

/**
 * Images whose left part, up to a column of its own, is bright: the object. Seeds know the left
 * edge alone, and their features are brightness.
 */
final class Halves {
    static final int SIDE = 64;
    static final ClassSet CLASSES = ClassSet.withBackground(List.of("background", "a", "b"));

    private Halves() {}

    static int border(int index) {
        return 24 + 4 * (index % 5);
    }

    static Image image(int index) {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int p = 0; p < SIDE * SIDE; p++) {
            byte level = (byte) (p % SIDE < border(index) ? 200 : 50);
            rgb[3 * p] = level;
            rgb[3 * p + 1] = level;
            rgb[3 * p + 2] = (byte) (p / SIDE);
        }
        return new Image(SIDE, SIDE, rgb);
    }

    static Sample sample(int index) {
        return new Sample("half" + index, Tags.of(1 + index % 2), () -> image(index));
    }

    static List<Sample> samples(int count) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(sample(i));
        }
        return samples;
    }

    /** High at the left edge, falling, zero from half of the object on; and the constant. */
    static ScoreMap scores(Sample sample) {
        int index = Integer.parseInt(sample.id().substring("half".length()));
        int cells = SIDE / 4;
        float[] values = new float[2 * cells * cells];
        for (int i = 0; i < cells * cells; i++) {
            values[i] = 0.2f;
            double at = (i % cells) * 4.0 / (border(index) * 0.6);
            values[cells * cells + i] = (float) Math.max(0, 1 - 0.6 * at * at * at);
        }
        return new ScoreMap(new int[] {0, 1 + index % 2}, cells, cells, values);
    }

    /** Features of a stage: the colours at its places, over and over, with a slope. */
    static FrozenFeatures features() {
        return (Image image, Backbone backbone, View view, Collection<String> stages) -> {
            Map<String, FeatureMap> taps = new LinkedHashMap<>();
            for (String name : stages) {
                Stage stage = backbone.stages().get(backbone.indexOf(name));
                int side = (backbone.alignedSide(view.side()) - 1) / stage.stride() + 1;
                float[] values = new float[stage.channels() * side * side];
                for (int i = 0; i < values.length; i++) {
                    int x = i % side * (image.width() - 1) / (side - 1);
                    int y = i / side % side * (image.height() - 1) / (side - 1);
                    int channel = i / side / side;
                    values[i] = image.value(x, y, channel % 3) * (1 + channel % 4);
                }
                taps.put(name, new FeatureMap(stage.channels(), side, side, values));
            }
            return taps;
        };
    }

    static Settings settings(Object... more) {
        Map<String, Object> all = new HashMap<>();
        Object[] usual = {
            "stages", new String[] {"stage1", "stage2"},
            "widths", new int[] {4, 4},
            "features", 8,
            "side", 65,
            "gridStride", 4,
            "radius", 3,
            "lowAlpha", 2.0,
            "highAlpha", 8.0,
            "alpha", 4.0,
            "epochs", 3,
            "batch", 4,
            "crop", 12,
            "doublings", 6
        };
        for (Object[] pairs : new Object[][] {usual, more}) {
            for (int i = 0; i < pairs.length; i += 2) {
                all.put((String) pairs[i], pairs[i + 1]);
            }
        }
        return new TestSettings(all);
    }

    static TestContext context(Path folder, Object... more) throws IOException {
        return new TestContext(Files.createDirectories(folder), CLASSES, settings(more));
    }

    static AffinityNet refiner(ByScoreAlone crf) {
        return new AffinityNet(TestEngine.ENGINE, features(), crf, new PlainCodecs());
    }

    /** The share of pixels that are labelled rightly. */
    static double accuracy(int index, ScoreMap scores) {
        byte[] labels = scores.resized(SIDE, SIDE).argmax().labels();
        int right = 0;
        for (int p = 0; p < labels.length; p++) {
            int truth = p % SIDE < border(index) ? 1 + index % 2 : 0;
            right += labels[p] == truth ? 1 : 0;
        }
        return (double) right / labels.length;
    }
}
