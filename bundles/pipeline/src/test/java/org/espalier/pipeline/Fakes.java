package org.espalier.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.api.configuration.ConfigurationChecker;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Settings;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.evaluation.Evaluator;
import org.espalier.api.evaluation.Prediction;
import org.espalier.api.evaluation.Scoring;
import org.espalier.api.stage.Crf;
import org.espalier.api.stage.Localization;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.Refiner;
import org.espalier.api.stage.SegmentationModel;
import org.espalier.api.stage.Segmenter;
import org.espalier.api.stage.StageContext;

/** Stages that count how often they are asked. */
public final class Fakes {
    private Fakes() {}

    /** What a localizer can be told. */
    @interface Strength {
        double strength() default 0.9;
    }

    /** Sees the class in the colour of the image, in its left half. */
    static final class Sight implements Localizer {
        final AtomicInteger fits = new AtomicInteger();
        final AtomicInteger looks = new AtomicInteger();
        int interruptAt = -1;

        @Override
        public void fit(List<Sample> samples, StageContext context) throws IOException {
            fits.incrementAndGet();
            for (Sample sample : samples) {
                try {
                    sample.image();
                } catch (IOException e) {
                    context.failed(sample.id(), e);
                }
            }
            double strength = context.settings().as(Strength.class).strength();
            Files.writeString(context.folder().resolve("strength"), Double.toString(strength));
        }

        @Override
        public LocalizationModel open(StageContext context) throws IOException {
            float strength =
                    Float.parseFloat(Files.readString(context.folder().resolve("strength")));
            return new LocalizationModel() {
                @Override
                public Localization localize(Image image, Optional<Tags> given) {
                    if (looks.incrementAndGet() == interruptAt) {
                        throw new java.util.concurrent.CancellationException("killed");
                    }
                    int seen = image.value(0, 0, 0);
                    int[] ids = given.orElse(Tags.of(seen)).ids();
                    float[] scores = new float[ids.length * 2];
                    float[] present = new float[context.classes().size()];
                    present[seen] = 0.9f;
                    for (int k = 0; k < ids.length; k++) {
                        scores[2 * k] = ids[k] == seen ? strength : 0;
                    }
                    return new Localization(new ScoreMap(ids, 2, 1, scores), Tags.of(ids), present);
                }

                @Override
                public void close() {
                    // holds nothing
                }
            };
        }
    }

    /**
     * Models the background and, where no tags are given, answers for every class: the left half is
     * the class of the image's colour.
     */
    static final class PlaceByPlace implements Localizer {
        @Override
        public void fit(List<Sample> samples, StageContext context) {
            // has nothing to learn
        }

        @Override
        public LocalizationModel open(StageContext context) {
            return new LocalizationModel() {
                @Override
                public Localization localize(Image image, Optional<Tags> given) {
                    int seen = image.value(0, 0, 0);
                    Tags tags = given.orElseGet(context.classes()::allTags);
                    int[] ids = new int[tags.size() + 1];
                    System.arraycopy(tags.ids(), 0, ids, 1, tags.size());
                    float[] scores = new float[ids.length * 2];
                    for (int k = 0; k < ids.length; k++) {
                        scores[2 * k] = ids[k] == seen ? 0.3f : 0.1f;
                        scores[2 * k + 1] = ids[k] == 0 ? 0.3f : 0.1f;
                    }
                    return new Localization(
                            new ScoreMap(ids, 2, 1, scores), Tags.of(seen), new float[] {0, 1, 1});
                }

                @Override
                public void close() {
                    // holds nothing
                }
            };
        }
    }

    /** Leaves scores as they are, but insists on the background and counts what it learned from. */
    public static class Pass implements Refiner, Crf {
        final AtomicInteger learnedFrom = new AtomicInteger();

        @Override
        public void fit(List<Sample> samples, PerSample<ScoreMap> upstream, StageContext context)
                throws IOException {
            for (Sample sample : samples) {
                upstream.of(sample);
                learnedFrom.incrementAndGet();
            }
        }

        @Override
        public RefinementModel open(StageContext context) {
            return new RefinementModel() {
                @Override
                public ScoreMap refine(Image image, ScoreMap scores) {
                    if (scores.plane(0) < 0) {
                        throw new IllegalStateException("no background");
                    }
                    return scores;
                }

                @Override
                public void close() {
                    // holds nothing
                }
            };
        }
    }

    /** Learns the colours of classes from label maps. */
    public static class Colours implements Segmenter {
        final List<LabelMap> learned = new ArrayList<>();

        @Override
        public void fit(List<Sample> samples, PerSample<LabelMap> labels, StageContext context)
                throws IOException {
            for (Sample sample : samples) {
                learned.add(labels.of(sample));
            }
        }

        @Override
        public SegmentationModel open(StageContext context) {
            return new SegmentationModel() {
                @Override
                public ScoreMap segment(Image image) {
                    int seen = image.value(0, 0, 0);
                    return new ScoreMap(new int[] {0, seen}, 2, 1, new float[] {0, 1, 1, 0});
                }

                @Override
                public void close() {
                    // holds nothing
                }
            };
        }
    }

    /** Scores the share of pixels that are right; remembers what it was given. */
    static final class Accuracy implements Evaluator {
        final List<Prediction> seen = new ArrayList<>();

        @Override
        public Scoring start(ClassSet classes, Settings settings) {
            Map<String, Double> images = new LinkedHashMap<>();
            return new Scoring() {
                @Override
                public void add(Prediction prediction, LabelMap truth) {
                    seen.add(prediction);
                    int right = 0;
                    for (int i = 0; i < truth.labels().length; i++) {
                        right += truth.labels()[i] == prediction.labels().labels()[i] ? 1 : 0;
                    }
                    images.put(prediction.id(), right / (double) truth.labels().length);
                }

                @Override
                public Evaluation result() {
                    double mean =
                            images.values().stream()
                                    .mapToDouble(d -> d)
                                    .average()
                                    .orElse(Double.NaN);
                    return new Evaluation(
                            images.size(),
                            mean,
                            Map.of(),
                            Optional.empty(),
                            List.of(),
                            OptionalDouble.empty(),
                            new long[0][0],
                            Map.copyOf(images));
                }
            };
        }
    }

    /** Knows one parameter, {@code strength}, of one component, and the pipeline's own. */
    static final class Checker implements ConfigurationChecker {
        private static final List<String> KNOWN =
                List.of(
                        "strength",
                        "seed",
                        "background",
                        "threads",
                        "imageSeconds",
                        "stallSeconds",
                        "learnSeconds");

        @Override
        public Map<String, Object> convert(
                String component, Map<String, ?> values, String where, String prefix) {
            Map<String, Object> converted = new LinkedHashMap<>();
            values.forEach(
                    (key, value) -> {
                        if (!KNOWN.contains(key)) {
                            throw new InvalidConfigurationException(
                                    where + ", key " + prefix + key, "unknown", "known: strength");
                        }
                        converted.put(key, Double.valueOf(value.toString()));
                    });
            return converted;
        }

        @Override
        public Optional<Map<String, String>> defaults(String component) {
            return component.contains("Sight")
                    ? Optional.of(Map.of("strength", "0.9"))
                    : Optional.empty();
        }
    }
}
