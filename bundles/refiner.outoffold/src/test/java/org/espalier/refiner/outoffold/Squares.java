package org.espalier.refiner.outoffold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.testing.ByScoreAlone;
import org.espalier.testing.PlainCodecs;
import org.espalier.testing.TestContext;
import org.espalier.testing.TestSettings;

/** Images of 4 x 4 pixels, each of a grey of its own; in the left half is an object. */
final class Squares {
    static final ClassSet CLASSES = ClassSet.withBackground(List.of("background", "a", "b"));

    private Squares() {}

    static Image image(int grey) {
        byte[] rgb = new byte[48];
        Arrays.fill(rgb, (byte) grey);
        return new Image(4, 4, rgb);
    }

    static Sample sample(int index) {
        return new Sample("square" + index, Tags.of(1 + index % 2), () -> image(index));
    }

    static List<Sample> samples(int count) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(sample(i));
        }
        return samples;
    }

    /** The object against the background: 3 to 1 in the left half, 1 to 3 in the right. */
    static ScoreMap scores(Sample sample) {
        return new ScoreMap(
                new int[] {0, sample.tags().ids()[0]},
                2,
                2,
                new float[] {0.1f, 0.3f, 0.1f, 0.3f, 0.3f, 0.1f, 0.3f, 0.1f});
    }

    static TestContext context(Path folder, ClassSet classes, Object... settings)
            throws IOException {
        return new TestContext(Files.createDirectories(folder), classes, TestSettings.of(settings));
    }

    static OutOfFold refiner(ByHeart segmenter) {
        return new OutOfFold(segmenter, new ByScoreAlone(), new PlainCodecs());
    }
}
