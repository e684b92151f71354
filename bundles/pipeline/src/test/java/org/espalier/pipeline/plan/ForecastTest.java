package org.espalier.pipeline.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Failure;
import org.espalier.api.pipeline.Predictor;
import org.espalier.api.stage.Progress;
import org.espalier.pipeline.Fakes;
import org.espalier.pipeline.Scenes;
import org.espalier.pipeline.TestPipeline;
import org.espalier.testing.PlainCodecs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastTest {
    @TempDir Path folder;

    private final TestPipeline test = new TestPipeline();
    private Path photographs;
    private Path masks;

    @BeforeEach
    void photographs() throws IOException {
        photographs = Files.createDirectories(folder.resolve("in"));
        masks = folder.resolve("masks");
        byte[] dog = new byte[2 + 2 * 1 * 3];
        java.util.Arrays.fill(dog, (byte) 2);
        dog[1] = 1;
        Files.write(photographs.resolve("rex.jpg"), dog);
        Files.write(photographs.resolve("rex.png"), dog);
        Files.writeString(photographs.resolve("notes.txt"), "no photograph");
        Files.writeString(photographs.resolve("broken.jpg"), "text");
    }

    private List<Failure> predict(Path run) throws IOException {
        return test.build().predict(run, photographs, masks, Progress.silent());
    }

    @Test
    void masksPhotographsWithoutTags() throws IOException {
        Path run = test.run(folder.resolve("runs")).folder();
        List<Failure> failures = predict(run);
        assertEquals(List.of("broken"), failures.stream().map(Failure::id).toList());
        var mask = new PlainCodecs().readLabels(masks.resolve("rex.png"));
        assertEquals(2, mask.label(0, 0));
        assertEquals(0, mask.label(1, 0));
        assertTrue(Files.exists(masks.resolve("rex.png.png")), "two of one name stay two");
        assertFalse(Files.exists(masks.resolve("notes.png")));
    }

    @Test
    void takesTheLastStageThereIs() throws IOException {
        test.refiner = new Fakes.Pass();
        test.crf = new Fakes.Pass();
        test.segmenter = new Fakes.Colours();
        Path run = test.run(folder.resolve("runs")).folder();
        predict(run);
        assertEquals(0, new PlainCodecs().readLabels(masks.resolve("rex.png")).label(1, 0));
    }

    @Test
    void opensARunForOneImageAfterAnother() throws IOException {
        Path run = test.run(folder.resolve("runs")).folder();
        predict(run);
        PlainCodecs codecs = new PlainCodecs();
        Path rex = photographs.resolve("rex.png");
        try (Predictor learned = test.build().open(run)) {
            for (int round = 0; round < 2; round++) {
                assertArrayEquals(
                        Files.readAllBytes(masks.resolve("rex.png")),
                        codecs.encodeLabels(learned.labels(codecs.read(rex))));
            }
            assertEquals(Scenes.CLASSES, learned.classes());
        }
    }

    @Test
    void opensACopyWithWhatWasLearnedAlone() throws IOException {
        Path run = test.run(folder.resolve("runs")).folder();
        Path copy = folder.resolve("copy");
        Files.createDirectories(copy.resolve("localizer"));
        for (String file : List.of("manifest.json", "result.json")) {
            Files.copy(run.resolve(file), copy.resolve(file));
        }
        try (var files = Files.walk(run.resolve("localizer/model"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(run.relativize(file)));
            }
        }
        var image = new PlainCodecs().read(photographs.resolve("rex.png"));
        try (Predictor learned = test.build().open(copy)) {
            assertEquals(2, learned.labels(image).label(0, 0));
        }
    }

    @Test
    void refusesARunOfOtherMethods() throws IOException {
        Path run = test.run(folder.resolve("runs")).folder();
        test.segmenter = new Fakes.Colours();
        var e = assertThrows(InvalidConfigurationException.class, () -> predict(run));
        assertTrue(e.getMessage().contains("segmenter"), e.getMessage());
    }

    @Test
    void refusesWhatIsNoRunOrIsUnfinished() throws IOException {
        assertThrows(BadInputException.class, () -> predict(folder));
        Path run = test.run(folder.resolve("runs")).folder();
        Files.delete(run.resolve("result.json"));
        var e = assertThrows(InvalidConfigurationException.class, () -> predict(run));
        assertTrue(e.getMessage().contains("run test again"), e.getMessage());
    }
}
