package org.example.mymethod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.stage.Refiner;
import org.espalier.testing.PatchScenes;
import org.espalier.testing.RefinerContract;
import org.espalier.testing.TestContext;
import org.junit.jupiter.api.Test;

/** The contract of refiners, and what is this one's own. */
class MyMethodTest extends RefinerContract {
    private static final ClassSet CLASSES = ClassSet.withBackground(List.of("background", "rose"));

    @Override
    protected Refiner refiner() {
        return new MyMethod();
    }

    @Override
    protected Map<String, Object> settings() {
        return Map.of("cell", 1, "prior", 1.0, "strength", 1.0);
    }

    /** Four pixels: black, black, black, white. */
    private static Image row() {
        byte[] rgb = new byte[12];
        java.util.Arrays.fill(rgb, 9, 12, (byte) 255);
        return new Image(4, 1, rgb);
    }

    @Test
    void evidenceIsTheLogarithmOfTwoShares() {
        SureColours colours = new SureColours(CLASSES, 2);
        // sure of the rose in the first two pixels, of the background in the last, of none between
        float[] scores = {.1f, .2f, .5f, .9f, .9f, .8f, .5f, .1f};
        colours.add(row(), new ScoreMap(new int[] {0, 1}, 4, 1, scores), 0.6);
        // with one pixel of each of the 8 colours seen before: 3 of 10 are black, and 1 of 9
        double black = (3 / 10.0 + 1 / 9.0) / 2;
        double[][] evidence = colours.evidence(1);
        assertEquals(Math.log(3 / 10.0 / black), evidence[1][0], 1e-12);
        assertEquals(Math.log(1 / 9.0 / black), evidence[0][0], 1e-12);
        assertEquals(Math.log(2 / 9.0 / ((2 / 9.0 + 1 / 10.0) / 2)), evidence[0][7], 1e-12);
    }

    @Test
    void withoutStrengthScoresStayAsTheyAre() throws IOException {
        TestContext context = context("weak", "strength", 0.0);
        refiner().fit(PatchScenes.samples(4), upstream(), context);
        try (var model = refiner().open(context)) {
            ScoreMap before = PatchScenes.scores(3).resized(PatchScenes.SIDE, PatchScenes.SIDE);
            ScoreMap after = model.refine(PatchScenes.image(3), PatchScenes.scores(3));
            for (int i = 0; i < after.scores().length; i++) {
                assertEquals(before.scores()[i], after.scores()[i], 1e-6f);
            }
        }
    }

    @Test
    void whatWasNotLearnedOrIsDamagedIsRefusedWithWhatIsWrong() throws IOException {
        TestContext context = context("damaged");
        Path file = context.folder().resolve("colours.tsv");
        var e = assertThrows(BadInputException.class, () -> refiner().open(context));
        assertTrue(e.getMessage().contains(file + ": is not there"), e.getMessage());
        refiner().fit(PatchScenes.samples(2), upstream(), context);
        String good = Files.readString(file);
        refused(context, file, good + "\n", "has 6 lines, not 5");
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
        var e = assertThrows(BadInputException.class, () -> refiner().open(context));
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        assertTrue(e.getMessage().contains(wrong), e.getMessage());
    }
}
