package org.espalier.crf.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.testing.TestContext;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DenseCrfTest {
    private final DenseCrf crf = new DenseCrf(configuration(), MathChoice.of(new PlainMath()));

    @TempDir Path folder;

    private static DenseCrfConfiguration configuration(Object... set) {
        return TestSettings.of(set).as(DenseCrfConfiguration.class);
    }

    private ScoreMap refine(Image image, ScoreMap scores, Object... set) throws IOException {
        var classes = ClassSet.withBackground(List.of("background", "cat", "dog"));
        try (var model = crf.open(new TestContext(folder, classes, TestSettings.of(set)))) {
            return model.refine(image, scores);
        }
    }

    @Test
    void parametersAreThePresetsUnlessSet() {
        assertEquals(CrfParameters.psa(), DenseCrf.parameters(configuration()));
        assertEquals(CrfParameters.irn(), DenseCrf.parameters(configuration("preset", "irn")));
        assertEquals(
                new CrfParameters(10, 1, 3, 67, 3, 4),
                DenseCrf.parameters(configuration("preset", "deeplab")));
        assertEquals(
                new CrfParameters(0, 2, 0, 9, 4.5f, 1),
                DenseCrf.parameters(
                        configuration(
                                "iterations",
                                0,
                                "gaussianWidth",
                                2f,
                                "gaussianCompatibility",
                                0f,
                                "bilateralWidth",
                                9f,
                                "colourWidth",
                                4.5f,
                                "bilateralCompatibility",
                                1f)));
    }

    @Test
    void whatIsOutOfRangeIsRefusedByName() {
        assertRefused("preset", "preset", "pascal");
        assertRefused("gaussianWidth", "gaussianWidth", 0f);
        assertRefused("colourWidth", "colourWidth", Float.NaN);
        assertRefused("bilateralCompatibility", "bilateralCompatibility", -2f);
        assertRefused("iterations", "iterations", 1001);
    }

    private static void assertRefused(String name, Object... set) {
        var e =
                assertThrows(
                        InvalidConfigurationException.class,
                        () -> DenseCrf.parameters(configuration(set)));
        assertTrue(e.getMessage().startsWith(name), e.getMessage());
    }

    @Test
    void coarseScoresBecomeProbabilitiesOnTheGridOfTheImage() throws IOException {
        Image image = CrfFixture.image(48, 32, 1);
        ScoreMap refined = refine(image, CrfFixture.scores(6, 4, 3, 1));
        assertEquals(48, refined.width());
        assertEquals(32, refined.height());
        assertArrayEquals(new int[] {0, 1, 2}, refined.classIds());
        for (int i = 0; i < 48 * 32; i++) {
            float sum = 0;
            for (int k = 0; k < 3; k++) {
                sum += refined.scores()[k * 48 * 32 + i];
            }
            assertEquals(1f, sum, 1e-5f);
        }
    }

    @Test
    void threadsAndTilesAreTakenFromTheSettings() throws IOException {
        Image image = CrfFixture.image(200, 150, 1);
        ScoreMap scores = CrfFixture.scores(200, 150, 3, 1);
        float[] whole = refine(image, scores).scores();
        assertArrayEquals(whole, refine(image, scores, "threads", 3).scores());
        float[] tiles = refine(image, scores, "maxMegapixels", 0.01).scores();
        assertTrue(CrfFixture.largestDifference(whole, tiles) > 0, "tiles are not quite the same");
        assertTrue(CrfFixture.meanDifference(whole, tiles) < 0.05);
    }

    /** The classes are those that came, in their order; the answer is that of the others alone. */
    @Test
    void aClassThatIsNowhereIsLeftOutAndComesBackAsZeros() throws IOException {
        Image image = CrfFixture.image(20, 16, 4);
        int cells = 5 * 4;
        float[] values = new float[3 * cells];
        for (int i = 0; i < cells; i++) {
            values[i] = 0.009f;
            values[cells + i] = i % 5 < 2 ? 0.9f : 0.1f;
            values[2 * cells + i] = i % 5 < 2 ? 0.1f : 0.9f;
        }
        ScoreMap scores = new ScoreMap(new int[] {7, 5, 2}, 5, 4, values);
        ScoreMap refined = refine(image, scores);
        assertArrayEquals(new int[] {7, 5, 2}, refined.classIds());
        ScoreMap without = refine(image, scores.only(Tags.of(2, 5)));
        int pixels = 20 * 16;
        for (int i = 0; i < pixels; i++) {
            assertEquals(0, refined.scores()[i]);
            assertEquals(without.scores()[pixels + i], refined.scores()[pixels + i]);
            assertEquals(without.scores()[i], refined.scores()[2 * pixels + i]);
        }
        ScoreMap all = refine(image, scores, "leastScore", 0.0);
        assertArrayEquals(all.argmax().labels(), refined.argmax().labels());
        assertTrue(all.scores()[0] > 0);
    }

    @Test
    void whereAllClassesScoreLittleNoneIsLeftOut() throws IOException {
        Image image = CrfFixture.image(9, 7, 1);
        ScoreMap scores = new ScoreMap(new int[] {0, 3}, 1, 1, new float[] {0.001f, 0.002f});
        ScoreMap refined = refine(image, scores);
        assertEquals(1, refined.scores()[0] + refined.scores()[63], 1e-5);
        assertTrue(refined.scores()[63] > refined.scores()[0]);
    }

    @Test
    void aMapWithoutAPlaneHasNothingToSmooth() throws IOException {
        ScoreMap refined =
                refine(CrfFixture.image(9, 7, 1), new ScoreMap(new int[0], 3, 3, new float[0]));
        assertEquals(0, refined.planes());
        assertEquals(9, refined.width());
    }

    @Test
    void scoresThatAreNoNumbersAreRefused() {
        for (float bad :
                new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            ScoreMap scores = CrfFixture.scores(9, 7, 2, 1);
            scores.scores()[63 + 20] = bad;
            var e =
                    assertThrows(
                            BadInputException.class,
                            () -> refine(CrfFixture.image(9, 7, 1), scores));
            assertEquals(
                    "score of class 1 at column 2, row 2: is " + bad + "; a finite number",
                    e.getMessage());
        }
    }

    @Test
    void smoothingALabelMapFillsHolesAndUnsurePixels() throws IOException {
        byte[] rgb = new byte[3 * 40 * 30];
        byte[] labels = new byte[40 * 30];
        for (int i = 0; i < labels.length; i++) {
            boolean right = i % 40 >= 20;
            java.util.Arrays.fill(rgb, 3 * i, 3 * i + 3, (byte) (right ? 220 : 30));
            labels[i] = (byte) (right ? 15 : 0);
        }
        byte[] clean = labels.clone();
        labels[10 * 40 + 30] = 0;
        labels[20 * 40 + 5] = 15;
        java.util.Arrays.fill(labels, 400, 440, (byte) ClassSet.VOID);
        LabelMap smooth =
                crf.smooth(
                        new Image(40, 30, rgb),
                        new LabelMap(40, 30, labels),
                        0.7,
                        CrfParameters.psa());
        assertArrayEquals(clean, smooth.labels());
    }

    @Test
    void aMaskWithoutALabelOrWithOneIsClear() throws IOException {
        Image image = CrfFixture.image(4, 3, 1);
        byte[] none = new byte[12];
        java.util.Arrays.fill(none, (byte) ClassSet.VOID);
        LabelMap unknown = new LabelMap(4, 3, none);
        assertSame(unknown, crf.smooth(image, unknown, 0.7, CrfParameters.irn()));
        byte[] one = none.clone();
        one[5] = 9;
        LabelMap smooth = crf.smooth(image, new LabelMap(4, 3, one), 0.7, CrfParameters.irn());
        for (byte label : smooth.labels()) {
            assertEquals(9, label);
        }
    }

    @Test
    void masksThatDoNotFitAreRefused() {
        Image image = CrfFixture.image(4, 3, 1);
        LabelMap turned = new LabelMap(3, 4, new byte[12]);
        assertThrows(
                BadInputException.class, () -> crf.smooth(image, turned, 0.7, CrfParameters.irn()));
        LabelMap fits = new LabelMap(4, 3, new byte[12]);
        assertThrows(
                InvalidConfigurationException.class,
                () -> crf.smooth(image, fits, 1, CrfParameters.irn()));
    }

    @Test
    void unaryOfLabelsIsThatOfTheDefinition() throws IOException {
        LabelMap labels = new LabelMap(3, 1, new byte[] {2, (byte) ClassSet.VOID, 0});
        Unary unary = Unary.ofLabels(labels, new int[] {0, 2, 7}, 0.7);
        float[] energies = new float[12];
        unary.energies(0, 0, 3, energies, 0, 4);
        float given = (float) -Math.log(0.7);
        float other = (float) -Math.log(0.15);
        float unsure = (float) Math.log(3);
        assertArrayEquals(
                new float[] {
                    other, given, other, 0, unsure, unsure, unsure, 0, given, other, other, 0
                },
                energies,
                1e-6f);
        var e =
                assertThrows(
                        BadInputException.class,
                        () -> Unary.ofLabels(labels, new int[] {0, 7}, 0.7));
        assertTrue(e.getMessage().startsWith("label 2"), e.getMessage());
    }

    @Test
    void unaryOfScoresIsClipped() throws IOException {
        Unary unary =
                Unary.ofScores(
                        new ScoreMap(new int[] {0, 1}, 2, 1, new float[] {0, 0.5f, 3, 1e-5f}));
        float[] energies = new float[4];
        unary.energies(0, 0, 2, energies, 0, 2);
        float most = (float) -Math.log(1e-5);
        assertArrayEquals(new float[] {most, 0, (float) Math.log(2), most}, energies, 1e-5f);
    }
}
