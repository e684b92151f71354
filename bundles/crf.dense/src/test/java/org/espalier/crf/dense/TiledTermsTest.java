package org.espalier.crf.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class TiledTermsTest {
    private static ScoreMap tiled(Image image, Unary unary, CrfParameters parameters, int maxPixels)
            throws IOException {
        var engine = Engine.of(MathChoice.of(new PlainMath()), 1, maxPixels);
        try (var terms = new TiledTerms(image, parameters, engine)) {
            return terms.infer(unary);
        }
    }

    @Test
    void tilesGiveAlmostWhatTheWholeGives() throws IOException {
        Image image = CrfFixture.image(300, 200, 1);
        Unary unary = Unary.ofScores(CrfFixture.scores(300, 200, 3, 2));
        var parameters = new CrfParameters(5, 3, 3, 10, 13, 5);
        ScoreMap parts = tiled(image, unary, parameters, 20_000);
        ScoreMap whole = CrfFixture.infer(new PlainMath(), image, unary, parameters);
        assertArrayEquals(whole.classIds(), parts.classIds());
        byte[] expected = whole.argmax().labels();
        byte[] actual = parts.argmax().labels();
        int same = 0;
        for (int i = 0; i < expected.length; i++) {
            same += expected[i] == actual[i] ? 1 : 0;
        }
        assertTrue(same >= 0.99 * expected.length, same + " of " + expected.length);
    }

    @Test
    void withoutIterationsTilesMakeNoDifference() throws IOException {
        Image image = CrfFixture.image(130, 75, 1);
        Unary unary = Unary.ofScores(CrfFixture.scores(130, 75, 3, 2));
        var none = new CrfParameters(0, 3, 3, 80, 13, 10);
        assertArrayEquals(
                CrfFixture.infer(new PlainMath(), image, unary, none).scores(),
                tiled(image, unary, none, 1000).scores());
    }

    @Test
    void coresOfTilesCoverASideOnce() {
        for (int size : new int[] {1, 7, 100, 101}) {
            for (int pieces : new int[] {1, 2, 5}) {
                int at = 0;
                for (int i = 0; i < pieces; i++) {
                    var span = Tile.Span.of(size, pieces, i, 4);
                    assertEquals(at, span.from());
                    assertTrue(span.start() >= 0 && span.start() <= span.from());
                    assertTrue(span.end() <= size && span.end() >= span.to());
                    at = span.to();
                }
                assertEquals(size, at);
            }
        }
    }

    /** Slow: run with -Dcrf.large=true and a heap of 4 GB. */
    @Test
    @EnabledIfSystemProperty(named = "crf.large", matches = "true")
    void aPhotographOf24MegapixelsFits() throws IOException {
        int width = 6000;
        int height = 4000;
        Image image = CrfFixture.image(width, height, 1);
        float[] coarse = new float[5 * 75 * 50];
        Arrays.fill(coarse, 0, 75 * 50, 0.3f);
        System.arraycopy(CrfFixture.scores(75, 50, 4, 3).scores(), 0, coarse, 3750, 15_000);
        var scores = new ScoreMap(new int[] {0, 1, 2, 3, 4}, 75, 50, coarse);
        var engine = Engine.of(MathChoice.best(), 0, 4_000_000);
        long begin = System.nanoTime();
        try (var terms = new TiledTerms(image, CrfParameters.psa(), engine)) {
            var labels = terms.infer(Unary.ofScores(scores.resized(width, height))).argmax();
            assertEquals(width, labels.width());
        }
        org.slf4j.LoggerFactory.getLogger(TiledTermsTest.class)
                .info(
                        "24 megapixels, 5 labels: {} s, largest heap {} MB",
                        (System.nanoTime() - begin) / 1_000_000_000,
                        Runtime.getRuntime().maxMemory() >> 20);
    }
}
