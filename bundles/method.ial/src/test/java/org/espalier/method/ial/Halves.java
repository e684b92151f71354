package org.espalier.method.ial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.frozen.View;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Stage;
import org.espalier.testing.ByScoreAlone;
import org.espalier.testing.PlainCodecs;
import org.espalier.testing.TestContext;
import org.espalier.testing.TestSettings;

/** Images whose left part, up to a column of its own, is bright: the object. Seeds know less. */
final class Halves {
    static final int SIDE = 48;
    static final ClassSet CLASSES = ClassSet.withBackground(List.of("background", "a", "b"));

    private Halves() {}

    static int border(int index) {
        return 16 + 4 * (index % 5);
    }

    static int index(String id) {
        return Integer.parseInt(id.substring("half".length()));
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

    /** The object is seen over three quarters of its width, and the background all over. */
    static ScoreMap scores(Sample sample) {
        int index = index(sample.id());
        int cells = SIDE / 4;
        float[] values = new float[2 * cells * cells];
        for (int i = 0; i < cells * cells; i++) {
            values[i] = 0.4f;
            values[cells * cells + i] = i % cells * 4 < border(index) * 0.75 ? 0.6f : 0.1f;
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

    static TestSettings settings(Object... more) {
        Map<String, Object> all = new HashMap<>();
        Object[] usual = {
            "rounds", 2,
            "side", 49,
            "superpixels", 36,
            "regionStages", new String[] {"stage1"},
            "regionEpochs", 2,
            "pairwiseStages", new String[] {"stage1"},
            "pairwiseWidth", 4,
            "pairwiseEpochs", 2,
            "gridStride", 4,
            "unary_epochs", 7
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

    static IterativeAffinityLearning refiner(ByBrightness segmenter) {
        return new IterativeAffinityLearning(
                TestEngine.ENGINE,
                features(),
                segmenter,
                new Blocks(),
                new ByScoreAlone(),
                new PlainCodecs(),
                PlainCodecs.SCORES);
    }

    /** The share of an image's pixels that are labelled rightly. */
    static double accuracy(int index, LabelMap labels) {
        int right = 0;
        for (int p = 0; p < labels.labels().length; p++) {
            int truth = p % SIDE < border(index) ? 1 + index % 2 : 0;
            right += labels.labels()[p] == truth ? 1 : 0;
        }
        return (double) right / labels.labels().length;
    }
}
