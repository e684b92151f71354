package org.espalier.evaluator.miou;

import static org.espalier.evaluator.miou.Scene.PETS;
import static org.espalier.evaluator.miou.Scene.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.espalier.api.data.BadInputException;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.evaluation.Prediction;
import org.espalier.api.evaluation.Scoring;
import org.junit.jupiter.api.Test;

class BadInputTest {
    private final Scoring scoring = Scene.scoring(PETS);

    @Test
    void sizesThatDiffer() throws Exception {
        assertRefused(
                Prediction.of("x", row(0, 1)),
                row(0, 1, 1),
                "x: the true mask is 3 x 1 pixels, the predicted one 2 x 1;"
                        + " both need the size of the photograph");
    }

    @Test
    void transposedSizeIsAnotherSize() throws Exception {
        assertRefused(
                Prediction.of("x", Scene.map(2, 0, 0, 0, 0, 0, 0)),
                Scene.map(3, 0, 0, 0, 0, 0, 0),
                "x: the true mask is 3 x 2 pixels, the predicted one 2 x 3;"
                        + " both need the size of the photograph");
    }

    @Test
    void trueIdOutsideTheClassSet() throws Exception {
        assertRefused(
                Prediction.of("x", row(0, 1)),
                row(1, 3),
                "x: the true mask has the class id 3; ids are 0 to 2, or 255 for void");
    }

    @Test
    void predictedIdOutsideTheClassSet() throws Exception {
        assertRefused(
                Prediction.of("x", row(254, 1)),
                row(1, 2),
                "x: the predicted mask has the class id 254; ids are 0 to 2, or 255 for void");
    }

    @Test
    void scoresOfAnUnknownClass() throws Exception {
        ScoreMap scores = new ScoreMap(new int[] {7}, 1, 1, new float[] {1});
        assertRefused(
                Scene.withForeground("x", row(0), scores),
                row(0),
                "x: there are scores for the class id 7; ids are 0 to 2");
    }

    @Test
    void classScoresOfAnotherLength() throws Exception {
        assertRefused(
                Scene.withClassScores("x", Tags.of(1), 0.5f),
                row(0),
                "x: there are 1 class scores; one for each of the 3 classes is needed");
    }

    @Test
    void classScoreThatIsNoNumber() throws Exception {
        assertRefused(
                Scene.withClassScores("x", Tags.of(1), 0, Float.NaN, 0),
                row(0),
                "x: the class score of cat is not a number;"
                        + " a lower learning rate keeps training from diverging");
    }

    /** Refused with this message, and what was counted before stays as it was. */
    private void assertRefused(Prediction bad, LabelMap truth, String message) throws Exception {
        scoring.add(Prediction.of("good", row(0, 1)), row(0, 0));
        var before = scoring.result();
        var refused = assertThrows(BadInputException.class, () -> scoring.add(bad, truth));
        assertEquals(message, refused.getMessage());
        assertEquals(1, scoring.result().images());
        assertEquals(before.iou(), scoring.result().iou());
        assertEquals(before.imageIoU(), scoring.result().imageIoU());
    }
}
