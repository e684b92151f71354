package org.espalier.evaluator.miou;

import static org.espalier.evaluator.miou.Scene.PETS;
import static org.espalier.evaluator.miou.Scene.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.api.data.Tags;
import org.espalier.api.evaluation.Scoring;
import org.junit.jupiter.api.Test;

class AveragePrecisionTest {
    private static final Tags CAT = Tags.of(1);
    private static final Tags NONE = Tags.none();

    private final AveragePrecision precision = new AveragePrecision(PETS);

    private void cat(double score, Tags tags) {
        precision.add(new float[] {9, (float) score, 0}, tags);
    }

    @Test
    void byHand() {
        // Ranks: + - - + +, precisions at the positives 1, 2/4, 3/5; interpolated 1, 3/5, 3/5.
        cat(0.5, NONE);
        cat(0.9, CAT);
        cat(0.1, CAT);
        cat(0.7, NONE);
        cat(0.2, CAT);
        assertEquals((1 + 0.6 + 0.6) / 3, precision.of(1).orElseThrow(), 1e-15);
    }

    @Test
    void positivesFirstHaveOne() {
        cat(0.9, CAT);
        cat(0.8, CAT);
        cat(0.1, NONE);
        assertEquals(1, precision.of(1).orElseThrow());
    }

    @Test
    void onlyPositiveAtTheEndHasItsPrecision() {
        cat(0.9, NONE);
        cat(0.8, NONE);
        cat(0.7, NONE);
        cat(0.1, CAT);
        assertEquals(0.25, precision.of(1).orElseThrow());
    }

    @Test
    void amongEqualScoresTheOneCountedFirstRanksFirst() {
        cat(0.0, CAT);
        cat(-0.0, NONE);
        assertEquals(1, precision.of(1).orElseThrow());
        AveragePrecision turned = new AveragePrecision(PETS);
        turned.add(new float[] {0, 0.5f, 0}, NONE);
        turned.add(new float[] {0, 0.5f, 0}, CAT);
        assertEquals(0.5, turned.of(1).orElseThrow());
    }

    @Test
    void aClassWithoutAPositiveAndTheBackgroundHaveNoPart() throws Exception {
        Scoring scoring = Scene.scoring(PETS);
        scoring.add(Scene.withClassScores("a", NONE, 1, 0.9f, 1), row(0));
        scoring.add(Scene.withClassScores("b", CAT, 0, 0.1f, 0), row(0));
        assertEquals(0.5, scoring.result().meanAveragePrecision().orElseThrow(), "of cat alone");
    }

    @Test
    void noneWithoutAnyPositive() {
        cat(0.9, NONE);
        assertTrue(precision.mean().isEmpty());
    }
}
