package org.espalier.method.deepcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.espalier.api.superpixel.Oversegmentation;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.frozen.GridFeatures;
import org.espalier.frozen.View;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Stage;
import org.espalier.testing.PlainCodecs;
import org.espalier.testing.TestContext;
import org.espalier.testing.TestSettings;

/**
 * Images with a red road below and, above it, houses (green), trees (blue) or both. The road is in
 * every image, so the scores of all tags are the same everywhere, as those of a classifier would be
 * that cannot tell them apart.
 */
final class Streets {
    static final int SIDE = 48;
    static final int ROAD = 0;
    static final ClassSet CLASSES = ClassSet.withoutBackground(List.of("road", "house", "tree"));
    static final ClassSet BACKGROUND = ClassSet.withBackground(List.of("road", "house", "tree"));

    private Streets() {}

    static int index(String id) {
        return Integer.parseInt(id.substring("street".length()));
    }

    /** The class of a pixel. */
    static int truth(int index, int x, int y) {
        if (y >= 32) {
            return ROAD;
        }
        return switch (index % 3) {
            case 0 -> 1;
            case 1 -> 2;
            default -> x < 16 + 8 * (index % 2) ? 1 : 2;
        };
    }

    static Image image(int index) {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int p = 0; p < SIDE * SIDE; p++) {
            int truth = truth(index, p % SIDE, p / SIDE);
            for (int k = 0; k < 3; k++) {
                rgb[3 * p + k] = (byte) (k == truth ? 190 + p % 5 : 40 + p % 7);
            }
        }
        return new Image(SIDE, SIDE, rgb);
    }

    private static int[] things(int index) {
        return index % 3 == 2 ? new int[] {1, 2} : new int[] {1 + index % 3};
    }

    /** With the road as a tag, or as the background. */
    static Sample sample(int index, ClassSet classes) {
        int[] tags = things(index);
        if (classes.background().isEmpty()) {
            tags = Arrays.copyOf(tags, tags.length + 1);
            tags[tags.length - 1] = ROAD;
        }
        return new Sample("street" + index, Tags.of(tags), () -> image(index));
    }

    static Sample sample(int index) {
        return sample(index, CLASSES);
    }

    static List<Sample> samples(int count, ClassSet classes) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(sample(i, classes));
        }
        return samples;
    }

    static List<Sample> samples(int count) {
        return samples(count, CLASSES);
    }

    /** The same for all tags everywhere. */
    static ScoreMap tied(Sample sample) {
        int[] ids = things(index(sample.id()));
        int[] all = new int[ids.length + 1];
        System.arraycopy(ids, 0, all, 1, ids.length);
        float[] scores = new float[all.length * 144];
        Arrays.fill(scores, 0.5f);
        return new ScoreMap(all, 12, 12, scores);
    }

    /** The upper third for the things, the lower half for the road, each over too little. */
    static ScoreMap seeds(Sample sample) {
        int index = index(sample.id());
        ScoreMap tied = tied(sample);
        float[] scores = tied.scores();
        for (int i = 0; i < scores.length; i++) {
            int x = 4 * (i % 12) + 2;
            int y = 4 * (i / 12 % 12) + 2;
            boolean known = y < 16 || y >= 36;
            boolean right = truth(index, x, y) == tied.classId(i / 144);
            scores[i] = known && right ? 0.9f : known ? 0.1f : 0.3f;
        }
        return tied;
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
            "stages", new String[] {"stage1"},
            "clusters", 6,
            "regionEpochs", 60,
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

    static DeepClustering refiner(ByColour segmenter) {
        return new DeepClustering(
                TestEngine.ENGINE, features(), segmenter, new Blocks(), new PlainCodecs());
    }

    static Regions regions(Path folder) {
        Backbone backbone = TestEngine.ENGINE.backbone("mobilenetv2", 16);
        return new Regions(
                new Blocks(),
                new GridFeatures(features(), backbone, List.of("stage1"), 49, 8),
                Oversegmentation.Slic.of(36),
                folder);
    }

    /** The share of an image's pixels that are labelled rightly. */
    static double accuracy(int index, LabelMap labels) {
        int right = 0;
        for (int p = 0; p < labels.labels().length; p++) {
            right += labels.labels()[p] == truth(index, p % SIDE, p / SIDE) ? 1 : 0;
        }
        return (double) right / labels.labels().length;
    }
}
