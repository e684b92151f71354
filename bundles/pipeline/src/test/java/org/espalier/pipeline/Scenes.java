package org.espalier.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.api.configuration.Settings;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Failure;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.dataset.Split;

/**
 * A data set of 4 x 2 pixels: the left half of image i is of class 1 + i % 2, the rest background.
 */
public final class Scenes implements DatasetFormat, Dataset {
    public static final ClassSet CLASSES =
            ClassSet.withBackground(List.of("background", "cat", "dog"));

    /** The same, where what is no animal is a class of its own, and a tag of every image. */
    static final ClassSet PASTURES = ClassSet.withoutBackground(List.of("grass", "cat", "dog"));

    /** The classes. */
    ClassSet classes = CLASSES;

    /** Images of this number cannot be read. */
    int broken = -1;

    /** Images of this number have no mask. */
    public int maskless = -1;

    /** Images of this number have a mask that cannot be read. */
    public int torn = -1;

    /** Whether masks may be asked for; who does when they may not is caught. */
    boolean masksOpen = true;

    /** Changes when the masks do. */
    String masks = "1";

    /** Changes when the photographs do. */
    String version = "1";

    @Override
    public boolean recognises(Path root) {
        return root.toString().contains("scenes");
    }

    @Override
    public Dataset open(Optional<Path> root, Settings settings) {
        return this;
    }

    @Override
    public String name() {
        return "scenes";
    }

    @Override
    public ClassSet classes() {
        return classes;
    }

    @Override
    public List<String> splits() {
        return List.of("train", "val");
    }

    @Override
    public String validationSplit() {
        return "val";
    }

    @Override
    public Split split(String name) throws IOException {
        if (!splits().contains(name)) {
            throw new BadInputException("split " + name, "does not exist", "choose " + splits());
        }
        return new Part(name, name.equals("train") ? 6 : 4);
    }

    private final class Part implements Split {
        private final String name;
        private final List<Sample> samples;

        Part(String name, int count) {
            this.name = name;
            this.samples = IntStream.range(0, count).mapToObj(this::sample).toList();
        }

        private Sample sample(int i) {
            int animal = 1 + i % 2;
            Tags tags = classes.isTag(0) ? Tags.of(0, animal) : Tags.of(animal);
            return new Sample(name + i, tags, () -> image(i));
        }

        private Image image(int i) throws IOException {
            if (i == broken) {
                throw new BadInputException(name + i + ".jpg", "is truncated", "replace it");
            }
            byte[] rgb = new byte[4 * 2 * 3];
            java.util.Arrays.fill(rgb, (byte) (1 + i % 2));
            return new Image(4, 2, rgb);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<Sample> samples() {
            return samples;
        }

        @Override
        public List<Failure> rejected() {
            return List.of();
        }

        @Override
        public boolean hasTruth() {
            return true;
        }

        @Override
        public Optional<LabelMap> truth(Sample sample) throws IOException {
            if (!masksOpen) {
                throw new IllegalStateException("Masks are for scoring alone");
            }
            int number = Integer.parseInt(sample.id().substring(name.length()));
            if (number == torn) {
                throw new BadInputException(sample.id() + ".png", "is torn", "mend it");
            }
            if (number == maskless) {
                return Optional.empty();
            }
            byte c = (byte) sample.tags().ids()[sample.tags().size() - 1];
            return Optional.of(new LabelMap(4, 2, new byte[] {c, c, 0, 0, c, c, 0, 0}));
        }

        @Override
        public String fingerprint() {
            return name + version;
        }

        @Override
        public String truthFingerprint() {
            return masks;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Part part && part.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }
}
