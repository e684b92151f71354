package org.espalier.command.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.espalier.api.configuration.InvalidConfigurationException;
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
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.evaluation.Evaluator;
import org.espalier.api.evaluation.Prediction;
import org.espalier.api.evaluation.Scoring;
import org.espalier.api.superpixel.Oversegmentation;
import org.espalier.api.superpixel.Oversegmentation.Felzenszwalb;
import org.espalier.api.superpixel.Oversegmentation.Slic;
import org.espalier.api.superpixel.Partition;
import org.espalier.console.Terminal;
import org.espalier.shell.Incomplete;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.Test;

class SuperpixelsCommandTest {
    private static final int WIDTH = 12;

    private final FakeFramework fakes = new FakeFramework();
    private final List<Oversegmentation> used = new ArrayList<>();
    private final List<LabelMap> scored = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private boolean truths = true;
    private String broken = "";

    /** Cuts every image before column 6; the truth changes before column 8. */
    private SuperpixelsCommand command() {
        Evaluator evaluator = (classes, settings) -> new Collecting();
        return new SuperpixelsCommand(
                (image, how) -> {
                    used.add(how);
                    int[] halves = new int[image.width()];
                    Arrays.fill(halves, WIDTH / 2, WIDTH, 1);
                    return Partition.of(WIDTH, 1, halves);
                },
                evaluator,
                List.of(
                        Map.entry(Map.of("service.ranking", 5), format("never")),
                        Map.entry(Map.of("service.ranking", -5), unwanted()),
                        Map.entry(Map.of("dataset", "data"), format("data"))),
                new Terminal(fakes.context()));
    }

    private String superpixels(String... more) throws IOException, Incomplete {
        List<String> line = new ArrayList<>(List.of("--data", "data"));
        line.addAll(List.of(more));
        return command().superpixels(fakes.session(), line.toArray(String[]::new));
    }

    @Test
    void tellsHowWellTheRegionsKeepToTheTruth() throws Exception {
        String[] lines = superpixels().replaceAll(" +", " ").split("\n");
        assertEquals("images 3", lines[0]);
        assertEquals("regions an image 2.0", lines[1]);
        // columns 7 and 8 are the truth, 5 and 6 the cut: 7 is near it, 8 too
        assertEquals("boundary recall % 100.0", lines[2]);
        assertEquals("oracle mIoU % 75.0", lines[3]);
        assertTrue(lines[4].startsWith("images/s"), lines[4]);
        assertEquals(List.of(Slic.of(200), Slic.of(200), Slic.of(200)), used);
        assertEquals(List.of("val"), asked);
        byte[] oracle = new byte[WIDTH];
        Arrays.fill(oracle, WIDTH / 2, WIDTH, (byte) 1);
        assertEquals(new LabelMap(WIDTH, 1, oracle), scored.get(0));
    }

    @Test
    void optionsChooseSplitAlgorithmAndHowMany() throws Exception {
        superpixels("--split", "train", "--regions", "50", "--compactness", "20", "--limit", "1");
        superpixels("--algorithm", "felzenszwalb", "--scale", "100", "--sigma", "0", "--limit=1");
        assertEquals(List.of(new Slic(50, 20, 10), new Felzenszwalb(100, 0, 50)), used);
        assertEquals(List.of("train", "val"), asked);
    }

    @Test
    void aBadImageIsReportedAndTheOthersCounted() {
        broken = "b";
        var incomplete = assertThrows(Incomplete.class, () -> superpixels("--json"));
        assertTrue(incomplete.getMessage().contains("1 images"), incomplete.getMessage());
        assertTrue(incomplete.getMessage().contains("b.jpg: truncated"), incomplete.getMessage());
        var json = JsonParser.parseString(fakes.printed()).getAsJsonObject();
        assertEquals(2, json.get("images").getAsInt());
        assertEquals(2, json.get("regions").getAsDouble());
        assertEquals(1, json.get("boundaryRecall").getAsDouble());
        assertEquals(1, json.getAsJsonArray("failures").size());
    }

    @Test
    void mistakesAreNamed() {
        truths = false;
        var truth = assertThrows(BadInputException.class, () -> superpixels());
        assertTrue(truth.getMessage().contains("no true masks"), truth.getMessage());
        truths = true;
        for (String wrong :
                "--algorithm=slick --regions=0 --limit=0 --data=elsewhere --rgions=2".split(" ")) {
            var e =
                    assertThrows(
                            InvalidConfigurationException.class,
                            () ->
                                    command()
                                            .superpixels(
                                                    fakes.session(),
                                                    wrong.startsWith("--data") ? "" : "--data=data",
                                                    wrong));
            assertTrue(!e.getMessage().isBlank(), wrong);
        }
        assertEquals(List.of(), used);
    }

    @Test
    void anInterruptCancels() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, this::superpixels);
        assertTrue(Thread.interrupted(), "still interrupted");
    }

    private final class Collecting implements Scoring {
        @Override
        public void add(Prediction prediction, LabelMap truth) {
            scored.add(prediction.labels());
        }

        @Override
        public Evaluation result() {
            return FakeFramework.evaluation(0.75);
        }
    }

    /** Of a lower rank, it recognises anything. */
    private static DatasetFormat unwanted() {
        return FakeFramework.fake(
                DatasetFormat.class,
                (method, args) -> {
                    assertEquals("recognises", method, "is not opened");
                    return true;
                });
    }

    private DatasetFormat format(String folder) {
        return new DatasetFormat() {
            @Override
            public boolean recognises(Path root) {
                return root.toString().equals(folder);
            }

            @Override
            public Dataset open(Optional<Path> root, Settings settings) {
                return new ThreeImages();
            }
        };
    }

    /** A data set and each of its splits at once. */
    private final class ThreeImages implements Dataset, Split {
        @Override
        public String name() {
            return "three";
        }

        @Override
        public ClassSet classes() {
            return ClassSet.withoutBackground(List.of("left", "right"));
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
        public Split split(String name) {
            asked.add(name);
            return this;
        }

        @Override
        public List<Sample> samples() {
            return List.of(sample("a"), sample("b"), sample("c"));
        }

        private Sample sample(String id) {
            return new Sample(
                    id,
                    Tags.none(),
                    () -> {
                        if (id.equals(broken)) {
                            throw new BadInputException(id + ".jpg", "truncated", "get it anew");
                        }
                        return new Image(WIDTH, 1, new byte[WIDTH * 3]);
                    });
        }

        @Override
        public List<Failure> rejected() {
            return List.of();
        }

        @Override
        public boolean hasTruth() {
            return truths;
        }

        @Override
        public Optional<LabelMap> truth(Sample sample) {
            byte[] labels = new byte[WIDTH];
            Arrays.fill(labels, 8, WIDTH, (byte) 1);
            return Optional.of(new LabelMap(WIDTH, 1, labels));
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }
}
