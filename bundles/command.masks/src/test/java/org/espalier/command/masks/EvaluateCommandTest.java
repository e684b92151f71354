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
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.evaluation.Evaluator;
import org.espalier.api.evaluation.Prediction;
import org.espalier.api.evaluation.Scoring;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.shell.Incomplete;
import org.espalier.shell.Terminal;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    @TempDir Path folder;
    private final FakeFramework fakes = new FakeFramework();
    private final List<String> counted = new ArrayList<>();
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
        command = new EvaluateCommand(evaluator, new NoPixels(), new Terminal(fakes.context()));
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

    private final class Counting implements Scoring {
        @Override
        public void add(Prediction prediction, LabelMap truth) {
            counted.add(prediction.id());
        }

        @Override
        public Evaluation result() {
            return FakeFramework.evaluation(0.5);
        }
    }

    private static final class NoPixels implements ImageCodec {
        @Override
        public LabelMap readLabels(Path file) throws IOException {
            if (!Files.exists(file)) {
                throw new BadInputException(file.toString(), "missing", "a mask");
            }
            return new LabelMap(1, 1, new byte[1]);
        }

        @Override
        public Image read(Path file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void writeLabels(LabelMap labels, Path file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] thumbnail(Image image, int longSide) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] overlay(LabelMap labels, int background, int longSide) {
            throw new UnsupportedOperationException();
        }
    }
}
