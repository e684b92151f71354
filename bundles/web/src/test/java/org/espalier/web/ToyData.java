package org.espalier.web;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** A data set with one photograph, {@code tom}, whose width is a parameter. */
final class ToyData implements DatasetFormat {
    /** How often it was opened, and where. */
    final List<Optional<Path>> opened = new ArrayList<>();

    /** Its parameter. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Configuration {
        /** Of the photograph. */
        int width() default 1;
    }

    @Override
    public boolean recognises(Path root) {
        return false;
    }

    @Override
    public Dataset open(Optional<Path> root, Settings settings) {
        opened.add(root);
        int width = settings.as(Configuration.class).width();
        return new Dataset() {
            @Override
            public String name() {
                return "toy";
            }

            @Override
            public ClassSet classes() {
                return ClassSet.withBackground(List.of("background", "cat"));
            }

            @Override
            public List<String> splits() {
                return List.of("train", "val", "test");
            }

            @Override
            public String validationSplit() {
                return "val";
            }

            @Override
            public Split split(String name) {
                return new Toys(name, width);
            }
        };
    }

    private record Toys(String name, int width) implements Split {
        @Override
        public List<Sample> samples() {
            return List.of(
                    new Sample("tom", Tags.of(1), () -> new Image(width, 1, new byte[3 * width])),
                    new Sample(
                            "gone",
                            Tags.of(1),
                            () -> {
                                throw new BadInputException("gone.jpg", "is missing", "put it");
                            }));
        }

        @Override
        public List<Failure> rejected() {
            return List.of();
        }

        @Override
        public boolean hasTruth() {
            return false;
        }

        @Override
        public Optional<LabelMap> truth(Sample sample) {
            return Optional.empty();
        }

        @Override
        public String fingerprint() {
            return "toy";
        }
    }
}
