package org.espalier.command.masks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsCommandTest {
    @TempDir Path folder;

    @BeforeEach
    void run() throws IOException {
        mask("cam/1/localizer", "a", "1");
        mask("cam/1/localizer+crf", "a", "2");
        mask("cam/1/localizer+crf", "b", "3");
        mask("cam/1/segmenter", "a", "4");
        finish("cam/1");
    }

    private void mask(String stage, String id, String bytes) throws IOException {
        Path labels = folder.resolve("runs").resolve(stage).resolve("train-given/labels");
        Files.writeString(Files.createDirectories(labels).resolve(id + ".png"), bytes);
    }

    private void finish(String run) throws IOException {
        Path path = Files.createDirectories(folder.resolve("runs").resolve(run));
        Files.writeString(path.resolve("manifest.json"), "{\"train\": \"train\"}");
        Files.writeString(path.resolve("result.json"), "{}");
    }

    private String labels(String... arguments) throws IOException {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 4);
        String[] more = {"--runs", folder + "/runs", "--out", folder + "/out"};
        System.arraycopy(more, 0, all, arguments.length, 4);
        return new LabelsCommand().labels(all);
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve("out").resolve(file));
    }

    @Test
    void theLastStageBeforeTheSegmenterIsCopiedWithItsList() throws IOException {
        assertTrue(labels("cam").startsWith("2 masks of cam/1, stage localizer+crf"));
        assertEquals("2", read("SegmentationClass/a.png"));
        assertEquals("a\nb\n", read("ImageSets/Segmentation/train.txt"));
        labels("cam/1");
    }

    @Test
    void anotherStageCanBeChosen() throws IOException {
        labels("cam", "--stage", "localizer");
        assertEquals("1", read("SegmentationClass/a.png"));
        var wrong =
                assertThrows(
                        InvalidConfigurationException.class,
                        () -> labels("cam", "--stage", "localiser"));
        assertTrue(wrong.getMessage().contains("did you mean localizer?"), wrong.getMessage());
    }

    @Test
    void aForeignFileIsNotOverwrittenAndNothingIsWritten() throws IOException {
        Path foreign = folder.resolve("out/SegmentationClass/b.png");
        Files.createDirectories(foreign.getParent());
        Files.writeString(foreign, "mine");
        assertThrows(InvalidConfigurationException.class, () -> labels("cam"));
        assertEquals("mine", Files.readString(foreign));
        assertFalse(Files.exists(folder.resolve("out/SegmentationClass/a.png")));
    }

    @Test
    void aRunThatLearnedFromMasksHasNone() throws IOException {
        finish("supervised/1");
        var none = assertThrows(InvalidConfigurationException.class, () -> labels("supervised"));
        assertTrue(none.getMessage().contains("made no masks"), none.getMessage());
    }
}
