package org.espalier.command.masks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Tags;
import org.espalier.api.dataset.FileSplit;
import org.espalier.api.masks.MaskSet;
import org.espalier.console.Terminal;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportCommandTest {
    private static final ClassSet CLASSES =
            ClassSet.withBackground(List.of("background", "cat", "dog"));

    @TempDir Path folder;
    private final MaskFormats formats = Formats.with(Formats.CODEC);

    /** Masks hold one pixel, of the class that tells where they are from. */
    @BeforeEach
    void run() throws IOException {
        mask("cam/1/localizer/train_all-given", "a", 2);
        mask("cam/1/localizer+crf/train_all-given", "a", 1);
        mask("cam/1/localizer+crf/train_all-given", "b", 0);
        mask("cam/1/localizer+crf/val-none", "v", 0);
        mask("cam/1/segmenter/val-none", "v", 1);
        mask("cam/1/localizer/val-given", "v", 2);
        finish("cam/1");
    }

    private void mask(String where, String id, int label) throws IOException {
        Formats.CODEC.writeLabels(
                new LabelMap(1, 1, new byte[] {(byte) label}),
                folder.resolve("runs").resolve(where).resolve("labels/" + id + ".png"));
    }

    private void finish(String run) throws IOException {
        Path path = Files.createDirectories(folder.resolve("runs").resolve(run));
        Files.writeString(
                path.resolve("manifest.json"),
                """
                {"train": "train_all", "val": "val", "dataset": "folder", "data": "photos",
                 "classes": ["background", "cat", "dog"], "background": 0}
                """);
        Files.writeString(path.resolve("result.json"), "{}");
    }

    /** The photographs {@code a.png} and {@code b.JPG}. */
    private FileSplit split(String name) {
        return new FileSplit(
                name,
                Stream.of("a.png", "b.JPG")
                        .map(
                                file ->
                                        new FileSplit.Entry(
                                                file.substring(0, 1),
                                                Tags.none(),
                                                folder.resolve(file),
                                                java.util.Optional.empty()))
                        .toList(),
                List.of(),
                CLASSES,
                Formats.CODEC);
    }

    private ExportCommand command() {
        return new ExportCommand(
                formats,
                new Photographs((run, name) -> split(name)),
                Formats.CODEC,
                new Terminal(new FakeFramework().context()));
    }

    private String[] line(String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--runs", folder + "/runs"))
                .toArray(String[]::new);
    }

    private String export(String format, String out, String... more) throws IOException {
        List<String> line = new ArrayList<>(List.of("cam", "--format", format));
        line.addAll(List.of("--out", folder.resolve(out).toString()));
        line.addAll(List.of(more));
        return command().export(line(line.toArray(String[]::new)));
    }

    private int label(MaskSet masks, String id) throws IOException {
        return masks.labels(id).label(0, 0);
    }

    @ParameterizedTest
    @CsvSource({"png, out", "voc, out", "coco, out.json", "labelstudio, sub/out.json"})
    void theLastStageBeforeTheSegmenterIsWritten(String format, String out) throws IOException {
        assertEquals(
                "2 masks of cam/1, stage localizer+crf, split train_all, are in "
                        + folder.resolve(out),
                export(format, out));
        MaskSet masks = formats.read(folder.resolve(out));
        assertEquals(List.of("a", "b"), masks.ids());
        assertEquals(1, label(masks, "a"));
        assertEquals(0, label(masks, "b"));
        export(format, out);
        try (Stream<Path> files = Files.walk(folder)) {
            assertFalse(files.anyMatch(f -> f.toString().contains(".export-")), "no leftovers");
        }
    }

    @Test
    void labelsIsShortForATreeOfVoc() throws IOException {
        new LabelsCommand(command())
                .labels(line("cam/1", "--out", folder.resolve("out").toString()));
        Path mask = folder.resolve("out/SegmentationClass/a.png");
        assertArrayEquals(
                Files.readAllBytes(
                        folder.resolve("runs/cam/1/localizer+crf/train_all-given/labels/a.png")),
                Files.readAllBytes(mask));
        assertEquals(
                "a\nb\n",
                Files.readString(folder.resolve("out/ImageSets/Segmentation/train_all.txt")));
        assertTrue(Files.exists(folder.resolve("out/labelmap.txt")));
        assertTrue(new LabelsCommand(command()).labels("--help").contains("--split"));
    }

    @Test
    void anotherStageCanBeChosen() throws IOException {
        export("png", "out", "--stage", "localizer");
        assertEquals(2, label(formats.read(folder.resolve("out")), "a"));
        var wrong =
                assertThrows(
                        InvalidConfigurationException.class,
                        () -> export("png", "out", "--stage", "localiser"));
        assertTrue(wrong.getMessage().contains("did you mean localizer?"), wrong.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"segmenter, 1", "localizer+crf, 0", "localizer, 2"})
    void masksOfTheValidationSplitAreThoseOfAnyStage(String stage, int label) throws IOException {
        if (label == 1) {
            assertTrue(export("png", "out", "--split", "val").contains("stage segmenter, split"));
        } else {
            export("png", "out", "--split", "val", "--stage", stage);
        }
        assertEquals(label, label(formats.read(folder.resolve("out")), "v"));
    }

    @Test
    void theSplitsOwnNameWillDo() throws IOException {
        assertTrue(export("png", "out", "--split", "train_all").startsWith("2 masks"));
        var wrong =
                assertThrows(
                        InvalidConfigurationException.class,
                        () -> export("png", "out", "--split", "test"));
        assertTrue(wrong.getMessage().contains("no such split"), wrong.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"coc", "", "jpeg"})
    void aFormatThatIsNotThereIsNamed(String format) {
        var wrong = assertThrows(InvalidConfigurationException.class, () -> export(format, "out"));
        assertTrue(wrong.getMessage().contains("coco"), wrong.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"voc, out, SegmentationClass/b.png", "png, out, b.png", "coco, out.json, ''"})
    void aForeignFileIsNotOverwrittenAndNothingIsWritten(String format, String out, String file)
            throws IOException {
        Path foreign = folder.resolve(out).resolve(file);
        Files.createDirectories(foreign.getParent());
        Files.writeString(foreign, "mine");
        List<Path> before = files();
        var wrong = assertThrows(InvalidConfigurationException.class, () -> export(format, out));
        assertTrue(wrong.getMessage().contains("nothing was written"), wrong.getMessage());
        assertEquals("mine", Files.readString(foreign));
        assertEquals(before, files());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void aFileAndAFolderAreNotTakenForEachOther() throws IOException {
        Files.createDirectories(folder.resolve("there"));
        Files.writeString(folder.resolve("file"), "mine");
        assertThrows(InvalidConfigurationException.class, () -> export("coco", "there"));
        assertThrows(InvalidConfigurationException.class, () -> export("voc", "file"));
    }

    @Test
    void aRunThatLearnedFromMasksHasNone() throws IOException {
        finish("supervised/1");
        var none =
                assertThrows(
                        InvalidConfigurationException.class,
                        () ->
                                command()
                                        .export(
                                                line(
                                                        "supervised",
                                                        "--format",
                                                        "png",
                                                        "--out",
                                                        "x")));
        assertTrue(none.getMessage().contains("made no masks"), none.getMessage());
    }

    @Test
    void photographsAreCopiedOrNamedWhereAsked() throws IOException {
        Files.writeString(folder.resolve("a.png"), "A");
        Files.writeString(folder.resolve("b.JPG"), "B");
        export("voc", "voc", "--images");
        assertEquals("A", Files.readString(folder.resolve("voc/JPEGImages/a.png")));
        assertEquals("B", Files.readString(folder.resolve("voc/JPEGImages/b.JPG")));
        export("coco", "with.json", "--images");
        assertTrue(Files.readString(folder.resolve("with.json")).contains("\"a.png\""));
        export("coco", "without.json");
        assertTrue(Files.readString(folder.resolve("without.json")).contains("\"a.jpg\""));
    }

    @Test
    void aPhotographThatIsGoneIsNamed() throws IOException {
        Files.writeString(folder.resolve("a.png"), "A");
        var gone = assertThrows(BadInputException.class, () -> export("voc", "out", "--images"));
        assertTrue(
                gone.getMessage().contains("it has no file of the photograph b;"),
                gone.getMessage());
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void whatIsCancelledLeavesNothing() throws IOException {
        List<Path> before = files();
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> export("png", "out"));
        assertTrue(Thread.interrupted());
        assertEquals(before, files());
    }
}
