package org.espalier.command.masks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.evaluation.Evaluator;
import org.espalier.api.evaluation.Prediction;
import org.espalier.api.evaluation.Scoring;
import org.espalier.api.masks.MaskSet;
import org.espalier.console.Terminal;
import org.espalier.shell.Incomplete;
import org.espalier.testing.FakeFramework;
import org.espalier.testing.NoPixels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateCommandTest {
    @TempDir Path folder;
    private final FakeFramework fakes = new FakeFramework();
    private final List<String> counted = new ArrayList<>();
    private final List<LabelMap> preds = new ArrayList<>();
    private final List<LabelMap> truths = new ArrayList<>();
    private ClassSet scored;
    private EvaluateCommand command;

    @BeforeEach
    void twoTrueMasks() throws IOException {
        for (String mask : "pred/a pred/b truth/a truth/b".split(" ")) {
            Path file = folder.resolve(mask + ".png");
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
        Evaluator evaluator =
                (classes, settings) -> {
                    scored = classes;
                    return new Counting();
                };
        command =
                new EvaluateCommand(
                        evaluator, Formats.with(new OneMask()), new Terminal(fakes.context()));
    }

    private String evaluate(String... more) throws IOException, Incomplete {
        List<String> line = new ArrayList<>(List.of("--pred", folder + "/pred"));
        line.addAll(List.of("--truth", folder + "/truth"));
        line.addAll(List.of(more));
        return command.evaluate(fakes.session(), line.toArray(String[]::new));
    }

    @Test
    void everyTrueMaskIsCounted() throws Exception {
        assertEquals("CLASS  IoU %\ncat     50.0\nmean    50.0\n\n2 images", evaluate());
        assertEquals(List.of("a", "b"), counted);
        assertEquals(21, scored.size());
        assertEquals("tvmonitor", scored.name(20));
    }

    @Test
    void aMissingMaskIsReportedAndTheOthersCounted() throws Exception {
        Files.delete(folder.resolve("pred/a.png"));
        var incomplete = assertThrows(Incomplete.class, () -> evaluate("--json"));
        assertTrue(incomplete.getMessage().startsWith("1 masks were not counted"), "message");
        assertEquals(List.of("b"), counted);
        var json = JsonParser.parseString(fakes.printed()).getAsJsonObject();
        assertEquals(0.5, json.get("mIoU").getAsDouble());
        assertEquals(
                "a",
                json.getAsJsonArray("failures").get(0).getAsJsonObject().get("id").getAsString());
    }

    @Test
    void aFloodOfMissingMasksIsCutShort() throws Exception {
        for (int i = 0; i < 30; i++) {
            Files.createFile(folder.resolve("truth/x" + i + ".png"));
        }
        var incomplete = assertThrows(Incomplete.class, () -> evaluate());
        assertTrue(incomplete.getMessage().startsWith("30 masks were not counted"), "message");
        assertTrue(incomplete.getMessage().contains("--json"), incomplete.getMessage());
        assertEquals(11, incomplete.getMessage().lines().count());
    }

    @Test
    void classesComeFromAFile() throws Exception {
        Path names = Files.writeString(folder.resolve("names"), "# two\nbackground\ncat\n\n");
        evaluate("--classes", names.toString());
        assertEquals(ClassSet.withBackground(List.of("background", "cat")), scored);
        Files.writeString(names, "road\nsky\n");
        evaluate("--classes", names.toString());
        assertEquals(ClassSet.withoutBackground(List.of("road", "sky")), scored);
        Files.writeString(names, "cat\ncat\n");
        assertThrows(BadInputException.class, () -> evaluate("--classes", names.toString()));
        assertThrows(BadInputException.class, () -> evaluate("--classes", "nowhere"));
    }

    @Test
    void anEmptyOrMissingFolderIsRefused() throws Exception {
        Files.delete(folder.resolve("truth/a.png"));
        Files.delete(folder.resolve("truth/b.png"));
        assertThrows(BadInputException.class, this::evaluate);
        assertThrows(
                BadInputException.class,
                () -> command.evaluate(fakes.session(), "--pred", "x", "--truth", "y"));
    }

    private static LabelMap mask(int... ids) {
        byte[] labels = new byte[ids.length];
        for (int i = 0; i < ids.length; i++) {
            labels[i] = (byte) ids[i];
        }
        return new LabelMap(ids.length, 1, labels);
    }

    private Path write(String format, ClassSet classes, LabelMap mask, String place)
            throws IOException {
        Path out = folder.resolve(place);
        MaskSet one =
                FakeFramework.fake(
                        MaskSet.class,
                        (method, args) ->
                                switch (method) {
                                    case "name" -> "val";
                                    case "classes" -> Optional.ofNullable(classes);
                                    case "ids" -> List.of("a");
                                    case "labels" -> mask;
                                    case "photograph" -> "a.jpg";
                                    case "confidence" -> OptionalDouble.empty();
                                    default -> Optional.empty();
                                });
        Formats.with(Formats.CODEC).named(format).write(one, out);
        return out;
    }

    private String evaluate(Path pred, Path truth, String... more) throws Exception {
        command =
                new EvaluateCommand(
                        (classes, settings) -> {
                            scored = classes;
                            return new Counting();
                        },
                        Formats.with(Formats.CODEC),
                        new Terminal(fakes.context()));
        List<String> line = new ArrayList<>(List.of("--pred", pred.toString()));
        line.addAll(List.of("--truth", truth.toString()));
        line.addAll(List.of(more));
        return command.evaluate(fakes.session(), line.toArray(String[]::new));
    }

    /** The same mask, with the classes in another order in each. */
    @ParameterizedTest
    @ValueSource(strings = {"voc v", "coco v.json", "labelstudio v.json"})
    void masksOfAnyFormatAreMatchedByName(String formatAndPlace) throws Exception {
        String[] parts = formatAndPlace.split(" ");
        ClassSet one = ClassSet.withBackground(List.of("background", "dog", "cat"));
        ClassSet other = ClassSet.withBackground(List.of("background", "cat", "ape", "dog"));
        Path truth = write("voc", one, mask(0, 1, 2, ClassSet.VOID), "t");
        Path pred = write(parts[0], other, mask(0, 3, 1, 2), parts[1]);
        evaluate(pred, truth);
        assertEquals(List.of("background", "dog", "cat", "ape"), scored.names());
        assertEquals(List.of(mask(0, 1, 2, 3)), preds);
        assertEquals(List.of(mask(0, 1, 2, ClassSet.VOID)), truths);
    }

    @Test
    void masksWithoutNamesHaveTheIdsOfTheClassesScored() throws Exception {
        ClassSet classes = ClassSet.withBackground(List.of("background", "cat", "dog"));
        Path truth = write("png", null, mask(0, 2, 1), "t");
        Path pred = write("coco", classes, mask(0, 2, 1), "p.json");
        Path names = Files.writeString(folder.resolve("names"), "background\ndog\ncat\n");
        evaluate(pred, truth, "--classes", names.toString());
        assertEquals(List.of(mask(0, 1, 2)), preds);
        assertEquals(List.of(mask(0, 2, 1)), truths);
        preds.clear();
        truths.clear();
        evaluate(pred, truth);
        assertEquals(21, scored.size());
        assertEquals(List.of(mask(0, 12, 8)), preds, "dog and cat of VOC");
    }

    /** COCO knows no void: what was void comes back as a background, which is not scored here. */
    @Test
    void aBackgroundThatIsNotScoredIsVoid() throws Exception {
        ClassSet street = ClassSet.withoutBackground(List.of("sky", "road"));
        Path truth = write("voc", street, mask(0, 1, 1), "t");
        Path pred = write("coco", street, mask(0, 1, ClassSet.VOID), "p.json");
        evaluate(pred, truth);
        assertEquals(street, scored);
        assertEquals(List.of(mask(0, 1, ClassSet.VOID)), preds);
        assertEquals(List.of(mask(0, 1, 1)), truths);
    }

    @Test
    void aNameThatIsNotScoredIsRefused() throws Exception {
        ClassSet street = ClassSet.withoutBackground(List.of("sky", "car"));
        Path truth = write("png", null, mask(0, 1), "t");
        Path pred = write("voc", street, mask(0, 1), "p");
        var wrong = assertThrows(InvalidConfigurationException.class, () -> evaluate(pred, truth));
        assertTrue(wrong.getMessage().contains("the class 'sky', which is not scored"), "message");
        var none =
                assertThrows(
                        BadInputException.class, () -> evaluate(folder.resolve("none"), truth));
        assertTrue(none.getMessage().contains("it does not exist"), none.getMessage());
        Path text = Files.writeString(folder.resolve("a.txt"), "x");
        var unknown = assertThrows(BadInputException.class, () -> evaluate(text, truth));
        assertTrue(unknown.getMessage().contains("voc, coco, labelstudio, png"), "message");
    }

    private final class Counting implements Scoring {
        @Override
        public void add(Prediction prediction, LabelMap truth) {
            counted.add(prediction.id());
            preds.add(prediction.labels());
            truths.add(truth);
        }

        @Override
        public Evaluation result() {
            return FakeFramework.evaluation(0.5);
        }
    }

    private static final class OneMask extends NoPixels {
        @Override
        public LabelMap readLabels(Path file) throws IOException {
            if (!Files.exists(file)) {
                throw new BadInputException(file.toString(), "missing", "a mask");
            }
            return new LabelMap(1, 1, new byte[1]);
        }
    }
}
