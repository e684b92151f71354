package org.example.mymethod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.Localizer;
import org.espalier.testing.LocalizerContract;
import org.espalier.testing.PatchScenes;
import org.espalier.testing.TestContext;
import org.junit.jupiter.api.Test;

/** The contract of localizers, and what is this one's own. */
class MyMethodTest extends LocalizerContract {
    private static final ClassSet CLASSES =
            ClassSet.withBackground(List.of("background", "rose", "leaf"));

    @Override
    protected Localizer localizer() {
        return new MyMethod();
    }

    @Override
    protected Map<String, Object> settings() {
        return Map.of();
    }

    @Override
    protected Map<String, Object> schedule(int epochs) {
        return Map.of(); // it looks at every image once
    }

    /** One row of black pixels and of white ones. */
    private static Image row(int black, int white) {
        byte[] rgb = new byte[3 * (black + white)];
        for (int i = 3 * black; i < rgb.length; i++) {
            rgb[i] = (byte) 255;
        }
        return new Image(black + white, 1, rgb);
    }

    @Test
    void evidenceIsTheLogarithmOfTwoShares() {
        ColourCounts counts = new ColourCounts(CLASSES, 2);
        counts.add(row(3, 1), Tags.of(1));
        counts.add(row(1, 3), Tags.of(2));
        // with one pixel of each of the 8 colours seen before: 4 of 12 are black, and 2 of 12
        double[][] evidence = counts.evidence(1);
        assertEquals(Math.log(2), evidence[1][0], 1e-12);
        assertEquals(-Math.log(2), evidence[2][0], 1e-12);
        assertEquals(0, evidence[1][1], 1e-12);
    }

    @Test
    void scoresAreHigherWhereTheColourIs() throws IOException {
        TestContext context =
                new TestContext(folder, CLASSES, context("", "cell", 1, "prior", 1.0).settings());
        List<Sample> samples =
                List.of(
                        new Sample("a", Tags.of(1), () -> row(9, 1)),
                        new Sample("b", Tags.of(2), () -> row(1, 9)));
        localizer().fit(samples, context);
        try (var model = localizer().open(context)) {
            var scores = model.localize(row(1, 1), java.util.Optional.of(Tags.of(1, 2))).scores();
            assertTrue(scores.score(0, 0, 0) > 0.5, "the rose is where it is black");
            assertTrue(scores.score(1, 0, 0) < 0.5, "the leaf is not");
        }
    }

    @Test
    void whatWasCountedBeforeTheEndIsNotReadAgain() throws IOException {
        List<String> read = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        for (Sample sample : PatchScenes.samples(20)) {
            samples.add(
                    new Sample(
                            sample.id(),
                            sample.tags(),
                            () -> {
                                read.add(sample.id());
                                return sample.image();
                            }));
        }
        TestContext context = context("cancelled");
        assertThrows(
                CancellationException.class,
                () -> localizer().fit(samples, context.cancelledAfter(18)));
        read.clear();
        localizer().fit(samples, context);
        assertEquals(List.of("s16", "s17", "s18", "s19"), read);
    }

    @Test
    void aDamagedFileIsRefusedWithWhatIsWrong() throws IOException {
        TestContext context = context("damaged");
        localizer().fit(PatchScenes.samples(2), context);
        Path file = context.folder().resolve("colours.tsv");
        String good = Files.readString(file);
        refused(context, file, good + "\n", "has 7 lines, not 6");
        refused(context, file, good.replace("dots", "spots"), "other classes: background, spots");
        refused(context, file, good.replaceFirst("\n2\n", "\n-2\n"), "line 2 has -2 for a number");
        refused(
                context,
                file,
                good.replaceFirst("(?m)^\\d+\t", ""),
                "line 3 has 215 numbers, not 216");
    }

    private void refused(TestContext context, Path file, String content, String wrong)
            throws IOException {
        Files.writeString(file, content);
        var e = assertThrows(BadInputException.class, () -> localizer().open(context));
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        assertTrue(e.getMessage().contains(wrong), e.getMessage());
    }
}
