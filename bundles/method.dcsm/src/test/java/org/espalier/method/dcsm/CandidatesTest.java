package org.espalier.method.dcsm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Tags;
import org.espalier.classification.Network;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    private final Network network =
            Network.of(
                    TestEngine.ENGINE.backbone("tiny", 8),
                    -1,
                    ClassSet.withBackground(List.of("background", "a", "b", "c", "d")));
    private final float[] scores = {0, .2f, .9f, .4f, .1f};

    private int[] outputs(int atLeast, int... tags) {
        return Candidates.of(network, scores, Tags.of(tags), atLeast).outputs();
    }

    @Test
    void theLikeliestOthersFillUp() {
        assertArrayEquals(new int[] {0, 1, 2}, outputs(3, 1));
        assertArrayEquals(new int[] {3, 1, 2, 0}, outputs(4, 4));
        assertArrayEquals(new int[] {1, 2}, outputs(2, 2));
    }

    @Test
    void tagsAreNeverLeftOut() {
        assertArrayEquals(new int[] {0, 2, 3}, outputs(1, 4, 3, 1));
        assertArrayEquals(new int[] {2}, outputs(1, 3));
    }

    @Test
    void noMoreThanThereAre() {
        assertArrayEquals(new int[] {1, 2, 0, 3}, outputs(9, 2));
    }

    @Test
    void nothingIsComparedWhereNothingIs() {
        Candidates none = Candidates.of(network, scores, Tags.none(), 4);
        assertEquals(0, none.outputs().length);
        assertEquals(Tags.none(), none.tags());
    }
}
