package org.espalier.api.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScoreMapTest {
    private static ScoreMap random(long seed, int planes, int width, int height) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] scores = new float[planes * width * height];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) random.nextDouble();
        }
        int[] ids = new int[planes];
        for (int k = 0; k < planes; k++) {
            ids[k] = 3 * k + 1;
        }
        return new ScoreMap(ids, width, height, scores);
    }

    @Test
    void interpolatesBetweenCellCentres() {
        ScoreMap map = new ScoreMap(new int[] {1}, 2, 1, new float[] {0, 1});
        assertArrayEquals(new float[] {0, 0.25f, 0.75f, 1}, map.resized(4, 1).scores(), 1e-6f);
        ScoreMap column = new ScoreMap(new int[] {1}, 1, 2, new float[] {0, 1});
        assertArrayEquals(
                new float[] {0, 0, 1 / 3f, 2 / 3f, 1, 1}, column.resized(1, 6).scores(), 1e-6f);
    }

    @Test
    void interpolationAgreesWithTheFormula() {
        ScoreMap map = random(1, 2, 5, 4);
        ScoreMap large = map.resized(13, 9);
        for (int k = 0; k < 2; k++) {
            for (int y = 0; y < 9; y++) {
                for (int x = 0; x < 13; x++) {
                    double sx = Math.max(0, Math.min(4, (x + 0.5) * 5 / 13 - 0.5));
                    double sy = Math.max(0, Math.min(3, (y + 0.5) * 4 / 9 - 0.5));
                    double sum = 0;
                    for (int j = 0; j < 4; j++) {
                        for (int i = 0; i < 5; i++) {
                            sum +=
                                    Math.max(0, 1 - Math.abs(sx - i))
                                            * Math.max(0, 1 - Math.abs(sy - j))
                                            * map.score(k, i, j);
                        }
                    }
                    assertEquals(sum, large.score(k, x, y), 1e-5, k + " " + x + " " + y);
                }
            }
        }
    }

    @Test
    void resizingKeepsConstantsAndRange() {
        float[] flat = new float[6];
        java.util.Arrays.fill(flat, 0.3f);
        for (float value : new ScoreMap(new int[] {1}, 3, 2, flat).resized(50, 1).scores()) {
            assertEquals(0.3f, value, 1e-7f);
        }
        for (float value : random(2, 1, 7, 7).resized(3, 20).scores()) {
            assertEquals(0.5f, value, 0.5f);
        }
        ScoreMap same = random(3, 1, 4, 4);
        assertSame(same, same.resized(4, 4));
    }

    @Test
    void firstPlaneWinsTies() {
        ScoreMap map = new ScoreMap(new int[] {7, 3}, 3, 1, new float[] {1, 2, 1, 1, 1, 2});
        assertArrayEquals(new byte[] {7, 7, 3}, map.argmax().labels());
    }

    @Test
    void aNaNNeverWinsLater() {
        ScoreMap map = new ScoreMap(new int[] {0, 1}, 1, 1, new float[] {0.1f, Float.NaN});
        assertArrayEquals(new byte[] {0}, map.argmax().labels());
    }

    @Test
    void backgroundIsPutFirstOnce() {
        ScoreMap map = new ScoreMap(new int[] {2}, 2, 1, new float[] {0.1f, 0.9f});
        ScoreMap with = map.withBackground(0, 0.5f);
        assertArrayEquals(new int[] {0, 2}, with.classIds());
        assertArrayEquals(new byte[] {0, 2}, with.argmax().labels());
        assertSame(with, with.withBackground(0, 0.9f));
    }

    @Test
    void selectsPlanesOfTags() {
        ScoreMap map = random(4, 3, 2, 2);
        ScoreMap some = map.only(Tags.of(7, 1, 200));
        assertArrayEquals(new int[] {1, 7}, some.classIds());
        assertEquals(map.score(2, 1, 1), some.score(1, 1, 1));
        assertEquals(0, map.only(Tags.none()).planes());
        assertThrows(IllegalStateException.class, () -> map.only(Tags.none()).argmax());
    }

    @Test
    void refusesAWrongNumberOfScores() {
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new ScoreMap(new int[] {1, 2}, 2, 2, new float[7]));
        assertEquals("A score map of 2 classes on 2 x 2 needs 8 scores, got 7", e.getMessage());
    }

    @Test
    void sharesSumToOneWhereAnythingScores() {
        ScoreMap scores = new ScoreMap(new int[] {1, 4}, 2, 1, new float[] {1, 0, 3, 0});
        assertArrayEquals(new float[] {.25f, 0, .75f, 0}, scores.shares().scores());
        assertArrayEquals(new int[] {1, 4}, scores.shares().classIds());
        assertArrayEquals(new float[] {1, 0, 3, 0}, scores.scores());
    }
}
