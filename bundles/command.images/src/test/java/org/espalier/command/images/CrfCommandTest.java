package org.espalier.command.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.crf.CrfInference;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.PairwiseTerms;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.console.Terminal;
import org.espalier.shell.Incomplete;
import org.espalier.testing.FakeFramework;
import org.espalier.testing.PlainCodecs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrfCommandTest {
    @TempDir Path folder;
    private final List<CrfParameters> used = new CopyOnWriteArrayList<>();
    private final PlainCodecs codecs = new PlainCodecs();
    private double confidence;
    private CrfCommand command;

    /** Takes the first label everywhere, and remembers what it was told. */
    private final CrfInference first =
            new CrfInference() {
                @Override
                public PairwiseTerms pairwise(Image image, CrfParameters parameters) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public LabelMap smooth(
                        Image image, LabelMap labels, double given, CrfParameters parameters) {
                    used.add(parameters);
                    confidence = given;
                    byte[] same = new byte[labels.labels().length];
                    java.util.Arrays.fill(same, labels.labels()[0]);
                    return new LabelMap(labels.width(), labels.height(), same);
                }
            };

    @BeforeEach
    void twoPhotographsWithMasks() throws IOException {
        command = new CrfCommand(first, codecs, new Terminal(new FakeFramework().context()));
        for (String id : List.of("a", "b")) {
            Files.createDirectories(folder.resolve("photos"));
            Files.write(
                    folder.resolve("photos/" + id + ".jpg"), new byte[] {2, 1, 9, 9, 9, 9, 9, 9});
            codecs.writeLabels(
                    new LabelMap(2, 1, new byte[] {7, 0}), folder.resolve("masks/" + id + ".png"));
        }
    }

    private String crf(String image, String labels, String out, String... more)
            throws IOException, Incomplete {
        String[] line = new String[6 + more.length];
        String[] paths = {"--image", image, "--labels", labels, "--out", out};
        for (int i = 0; i < 6; i++) {
            line[i] = i % 2 == 0 ? paths[i] : folder.resolve(paths[i]).toString();
        }
        System.arraycopy(more, 0, line, 6, more.length);
        return command.crf(line);
    }

    private LabelMap mask(String file) throws IOException {
        return codecs.readLabels(folder.resolve(file));
    }

    @Test
    void aMaskOfAnotherSizeIsNamedWithItsPhotograph() throws Exception {
        codecs.writeLabels(new LabelMap(1, 2, new byte[] {7, 0}), folder.resolve("masks/b.png"));
        String message =
                assertThrows(Incomplete.class, () -> crf("photos", "masks", "out")).getMessage();
        assertTrue(message.contains("b.png: the mask is 1 x 2; its photograph"), message);
        assertTrue(message.contains("b.jpg is 2 x 1"), message);
        assertTrue(Files.exists(folder.resolve("out/a.png")));
    }

    @Test
    void smoothsOneMask() throws Exception {
        assertTrue(crf("photos/a.jpg", "masks/a.png", "out.png").startsWith("mask"));
        assertEquals(7, mask("out.png").label(1, 0));
        assertEquals(List.of(CrfParameters.psa()), used);
        assertEquals(0.7, confidence);
    }

    @Test
    void whatIsGivenTakesThePlaceOfThePreset() throws Exception {
        crf(
                "photos/a.jpg",
                "masks/a.png",
                "out.png",
                "--preset",
                "irn",
                "--srgb",
                "8",
                "--iterations",
                "3",
                "--gt-prob",
                "0.9");
        assertEquals(new CrfParameters(3, 3, 3, 50, 8, 10), used.get(0));
        assertEquals(0.9, confidence);
    }

    @Test
    void smoothsAFolder() throws Exception {
        assertTrue(crf("photos", "masks", "out").startsWith("masks"));
        assertEquals(7, mask("out/a.png").label(1, 0));
        assertEquals(7, mask("out/b.png").label(1, 0));
    }

    @Test
    void aMaskWithoutItsPhotographIsReportedAndTheOthersSmoothed() throws Exception {
        Files.delete(folder.resolve("photos/a.jpg"));
        var e = assertThrows(Incomplete.class, () -> crf("photos", "masks", "out"));
        assertTrue(e.getMessage().contains("a.png: there is no photograph"), e.getMessage());
        assertFalse(Files.exists(folder.resolve("out/a.png")));
        assertEquals(7, mask("out/b.png").label(0, 0));
    }

    @Test
    void mistakesAreNamed() {
        var preset =
                assertThrows(
                        InvalidConfigurationException.class,
                        () -> crf("photos/a.jpg", "masks/a.png", "o", "--preset", "pas"));
        assertTrue(preset.getMessage().contains("psa, irn or deeplab"), preset.getMessage());
        var width =
                assertThrows(
                        InvalidConfigurationException.class,
                        () -> crf("photos/a.jpg", "masks/a.png", "o", "--sxy", "0"));
        assertTrue(width.getMessage().contains("bilateralWidth"), width.getMessage());
        assertThrows(
                InvalidConfigurationException.class,
                () -> crf("photos/a.jpg", "masks/a.png", "o", "--gt-prob", "1"));
        assertThrows(BadInputException.class, () -> crf("photos/a.jpg", "masks", "o"));
    }
}
