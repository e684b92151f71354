package org.espalier.dataset.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.Split;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.Test;

class SyntheticDatasetTest {
    private static Dataset open(Object... settings) {
        return new SyntheticFormat().open(Optional.empty(), TestSettings.of(settings));
    }

    @Test
    void itIsChosenByName() {
        assertFalse(new SyntheticFormat().recognises(Path.of(".")));
        Dataset data = open();
        assertEquals("synthetic", data.name());
        assertEquals(List.of("train", "val"), data.splits());
        assertEquals("val", data.validationSplit());
        var e = assertThrows(BadInputException.class, () -> data.split("test"));
        assertTrue(e.getMessage().contains("there are train, val"), e.getMessage());
    }

    @Test
    void theClassesAreTheFirstSoMany() {
        assertEquals(
                List.of("background", "disc", "square", "triangle", "ring", "cross", "star"),
                open().classes().names());
        assertEquals(List.of("background", "disc", "square"), open("classes", 2).classes().names());
    }

    /** Tags are known without painting: they must be what the mask holds, for every scene. */
    @Test
    void tagsAreTheClassesOfTheMask() throws Exception {
        Dataset data = open("trainImages", 300);
        Split train = data.split("train");
        assertTrue(train.hasTruth());
        for (Sample sample : train.samples()) {
            LabelMap mask = train.truth(sample).orElseThrow();
            int[] present = Arrays.stream(mask.present()).filter(id -> id != 0).toArray();
            assertEquals(Tags.of(present), sample.tags(), sample.id());
            assertFalse(sample.tags().isEmpty());
        }
    }

    /** No object is hidden: the smallest class of a scene still has a good piece of it. */
    @Test
    void everyClassOfASceneIsWellVisible() throws Exception {
        Split train = open("trainImages", 300).split("train");
        for (Sample sample : train.samples()) {
            LabelMap mask = train.truth(sample).orElseThrow();
            int[] count = new int[7];
            for (byte id : mask.labels()) {
                count[id]++;
            }
            for (int id : sample.tags().ids()) {
                assertTrue(count[id] > 250, sample + ": " + count[id] + " pixels of " + id);
            }
            assertTrue(count[0] > 128 * 128 * 0.3, sample + ": background " + count[0]);
        }
    }

    @Test
    void classesOccurEvenly() throws Exception {
        int[] count = new int[7];
        for (Sample sample : open().split("train").samples()) {
            Arrays.stream(sample.tags().ids()).forEach(id -> count[id]++);
        }
        for (int id = 1; id < 7; id++) {
            assertTrue(count[id] >= 30 && count[id] <= 80, Arrays.toString(count));
        }
    }

    @Test
    void aSceneDependsOnSeedSplitAndNumberAlone() throws Exception {
        Sample fifth = open().split("train").samples().get(4);
        byte[] pixels = fifth.image().rgb();
        assertArrayEquals(pixels, fifth.image().rgb());
        Sample ofFew = open("trainImages", 5).split("train").samples().get(4);
        assertEquals(fifth.id(), ofFew.id());
        assertArrayEquals(pixels, ofFew.image().rgb());
        Set<Integer> different = new HashSet<>(List.of(Arrays.hashCode(pixels)));
        different.add(hash(open("seed", 2L).split("train").samples().get(4)));
        different.add(hash(open().split("val").samples().get(4)));
        different.add(hash(open().split("train").samples().get(5)));
        assertEquals(4, different.size());
    }

    private static int hash(Sample sample) throws Exception {
        return Arrays.hashCode(sample.image().rgb());
    }

    @Test
    void idsAreUniqueAndFilesCanHaveThem() throws Exception {
        Split val = open().split("val");
        assertEquals(60, val.samples().stream().map(Sample::id).distinct().count());
        assertEquals("val-0000", val.samples().get(0).id());
        Sample foreign = open().split("train").samples().get(0);
        assertThrows(IllegalArgumentException.class, () -> val.truth(foreign));
        Sample again = open().split("val").samples().get(3);
        assertEquals(val.truth(val.samples().get(3)), val.truth(again));
    }

    @Test
    void theFingerprintFollowsEveryParameter() throws Exception {
        String print = open().split("train").fingerprint();
        assertEquals(print, open().split("train").fingerprint());
        assertNotEquals(print, open().split("val").fingerprint());
        assertNotEquals(print, open("seed", 2L).split("train").fingerprint());
        assertNotEquals(print, open("trainImages", 161).split("train").fingerprint());
        assertNotEquals(print, open("classes", 5).split("train").fingerprint());
        assertEquals(print, open("valImages", 7).split("train").fingerprint());
    }

    @Test
    void anySizeWillDo() throws Exception {
        for (int[] size : new int[][] {{32, 32}, {200, 40}, {33, 97}}) {
            Split train =
                    open("width", size[0], "height", size[1], "trainImages", 20).split("train");
            for (Sample sample : train.samples()) {
                LabelMap mask = train.truth(sample).orElseThrow();
                assertEquals(size[0], sample.image().width());
                assertEquals(size[1], mask.height());
                int[] present = Arrays.stream(mask.present()).filter(id -> id != 0).toArray();
                assertEquals(Tags.of(present), sample.tags());
            }
        }
    }
}
