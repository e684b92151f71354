package org.espalier.heads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.superpixel.Partition;
import org.junit.jupiter.api.Test;

/** Three superpixels of five pixels: four, five and three of one class. */
class CandidatesTest {
    private static final byte NONE = (byte) ClassSet.VOID;

    private final Partition regions =
            Partition.of(5, 3, new int[] {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2});
    private final LabelMap mask =
            new LabelMap(5, 3, new byte[] {1, 1, 1, 1, 0, 2, 2, 2, 2, 2, 0, 0, 0, 1, 2});

    @Test
    void fourOfFiveAreEnoughForEighty() throws BadInputException {
        assertArrayEquals(new byte[] {1, 2, NONE}, Candidates.of(regions, mask, 0.8, 3).labels());
        assertArrayEquals(
                new byte[] {NONE, 2, NONE}, Candidates.of(regions, mask, 0.81, 3).labels());
    }

    /** Void pixels are pixels that do not carry the class. */
    @Test
    void voidCountsAgainst() throws BadInputException {
        byte[] labels = mask.labels().clone();
        labels[0] = NONE;
        assertArrayEquals(
                new byte[] {NONE, 2, NONE},
                Candidates.of(regions, new LabelMap(5, 3, labels), 0.8, 3).labels());
    }

    @Test
    void onlyWhereTheOtherOpinionIsTheSame() throws BadInputException {
        LabelMap agreed = Candidates.of(regions, mask, 0.8, 3).agreed(new byte[] {1, 0, 0});
        byte[] expected = {
            1, 1, 1, 1, 1, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE
        };
        assertArrayEquals(expected, agreed.labels());
    }

    @Test
    void aMaskOfAnotherSizeIsRefused() {
        LabelMap other = new LabelMap(1, 1, new byte[1]);
        assertThrows(BadInputException.class, () -> Candidates.of(regions, other, 0.8, 3));
    }
}
