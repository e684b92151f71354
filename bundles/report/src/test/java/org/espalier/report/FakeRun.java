package org.espalier.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Failure;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.dataset.Split;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.evaluation.Interval;
import org.espalier.api.evaluation.ThresholdPoint;
import org.espalier.api.pipeline.FinishedRun;
import org.espalier.api.pipeline.RoundResult;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.pipeline.StageResult;
import org.espalier.api.pipeline.StageResult.TagUse;

/** A run that never was: drawn scenes, masks that get better from stage to stage. */
final class FakeRun implements FinishedRun {
    /** Labels that get better, and ever more pixels to be sure of. */
    private static final RoundResult[] ROUNDS = {
        new RoundResult(0, 663, 0.423, 0.704, 0.512),
        new RoundResult(1, 663, 0.467, 0.758, 0.561),
        new RoundResult(2, 662, 0.489, 0.781, 0.634),
        new RoundResult(3, 663, 0.491, 0.776, 0.691)
    };

    private final FakeScenes scenes;
    private final ClassSet classes;
    private final RunResult result;
    private final List<Sample> samples = new ArrayList<>();

    /** The number of the image whose photograph cannot be read. */
    private final int broken;

    /**
     * @param ids of the validation images
     * @param broken which of them cannot be read, or -1
     */
    FakeRun(Path folder, ClassSet classes, List<String> ids, int broken, List<Failure> failures) {
        this.classes = classes;
        this.broken = broken;
        scenes = new FakeScenes(320, 213, classes.size());
        for (int i = 0; i < ids.size(); i++) {
            int number = i;
            samples.add(new Sample(ids.get(i), Tags.of(scenes.id(i)), () -> image(number)));
        }
        List<StageResult> rows =
                List.of(
                        row("localizer", "cam", "train", TagUse.GIVEN, 0.42, true),
                        row("localizer", "cam", "val", TagUse.GIVEN, 0.40, true),
                        row("localizer", "cam", "val", TagUse.NONE, 0.36, true),
                        row("localizer+crf", "dense", "train", TagUse.GIVEN, 0.51, false),
                        row("localizer+crf", "dense", "val", TagUse.GIVEN, 0.50, false),
                        row("localizer+crf", "dense", "val", TagUse.NONE, 0.44, false),
                        Rows.learned("refiner", "affinity", ROUNDS));
        result = new RunResult(folder, "cam", 1, "voc", rows, failures);
    }

    private org.espalier.api.data.Image image(int number) throws IOException {
        if (number == broken) {
            throw new BadInputException(
                    samples.get(number).id(), "the file ends early", "a whole JPEG is needed");
        }
        return scenes.image(number);
    }

    private StageResult row(
            String stage, String method, String split, TagUse tags, double score, boolean seeds) {
        Random random = new Random((long) (score * 1000));
        Map<String, Double> iou = new LinkedHashMap<>();
        int size = classes.size();
        long[][] confusion = new long[size][size];
        for (int k = 0; k < size; k++) {
            boolean absent = k == 11;
            double hit =
                    Math.min(0.97, score + (k == 0 ? 0.35 : 0.5 * (random.nextDouble() - 0.4)));
            iou.put(classes.name(k), absent ? Double.NaN : hit);
            for (int j = 0; j < 3 && !absent; j++) {
                confusion[k][random.nextInt(size)] += (long) (60_000 * (1 - hit) * 0.2);
            }
            confusion[k][0] += absent ? 0 : (long) (60_000 * (1 - hit) * 0.6);
            confusion[k][k] += absent ? 0 : (long) (60_000 * Math.sqrt(hit));
        }
        List<ThresholdPoint> sweep =
                IntStream.range(0, seeds ? 100 : 0)
                        .mapToObj(j -> new ThresholdPoint(j / 100.0, curve(j / 100.0, score)))
                        .toList();
        Map<String, Double> imageIoU = new LinkedHashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            imageIoU.put(samples.get(i).id(), 0.95 - 0.8 * error(i));
        }
        return new StageResult(
                stage,
                method,
                split,
                tags,
                new Evaluation(
                        161,
                        score,
                        iou,
                        Optional.of(new Interval(score - 0.021, score + 0.018)),
                        sweep,
                        seeds ? OptionalDouble.of(0.863) : OptionalDouble.empty(),
                        confusion,
                        imageIoU),
                31.5 * (seeds ? 1 : 4));
    }

    private static double curve(double threshold, double score) {
        double d = threshold - 0.24;
        return 0.035 + score * Math.exp(-(d > 0 ? 7 : 14) * d * d);
    }

    private static double error(int number) {
        return (number * 0.618 + 0.2) % 1;
    }

    @Override
    public RunResult result() {
        return result;
    }

    @Override
    public ClassSet classes() {
        return classes;
    }

    @Override
    public List<Split> splits() {
        return List.of(split("train"), split("val"));
    }

    @Override
    public Optional<LabelMap> labels(StageResult row, Sample sample) {
        int number = samples.indexOf(sample);
        double help = row.stage().endsWith("crf") ? 0.6 : 1;
        return number % 7 == 6 && row.tags() == TagUse.NONE
                ? Optional.empty()
                : Optional.of(scenes.predicted(number, error(number) * help));
    }

    private Split split(String name) {
        return new Split() {
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
            public Optional<LabelMap> truth(Sample sample) {
                return Optional.of(scenes.truth(samples.indexOf(sample)));
            }

            @Override
            public String fingerprint() {
                return "fake";
            }
        };
    }
}
