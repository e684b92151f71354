package org.espalier.segmenter.deeplab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.junit.jupiter.api.Test;

class TargetsTest {
    /** Five pixels onto three places: a triangle two pixels to each side, as wide as the step. */
    @Test
    void areTheSharesOfThePixelsAround() throws BadInputException {
        LabelMap labels = new LabelMap(5, 1, new byte[] {0, 2, 2, (byte) 255, 0});
        Targets targets = Targets.of(labels, 3, 1, 3);
        assertArrayEquals(new int[] {0, 2}, targets.classes());
        float[] shares = targets.shares();
        // the first place: pixel 0 with 1, pixel 1 with 1/2; the middle: 1/2, 1, 1/2; the last
        assertArrayEquals(new float[] {2 / 3f, 0, 2 / 3f, 1 / 3f, 3 / 4f, 0}, shares, 1e-6f);
        double[] frequencies = new double[3];
        targets.count(frequencies);
        assertArrayEquals(new double[] {4 / 3.0, 0, 13 / 12.0}, frequencies, 1e-6);
    }

    @Test
    void windowOfTheMirrorImageIsThatOfMirroredLabels() throws BadInputException {
        byte[] ids = new byte[36];
        byte[] swapped = new byte[36];
        for (int i = 0; i < 36; i++) {
            ids[i] = (byte) (i * 7 % 3);
            swapped[i / 6 * 6 + 5 - i % 6] = ids[i];
        }
        Targets upright = Targets.of(new LabelMap(6, 6, ids), 3, 6, 6);
        Targets mirrored = Targets.of(new LabelMap(6, 6, swapped), 3, 6, 6);
        float[] expected = new float[3 * 16];
        float[] actual = new float[3 * 16];
        mirrored.window(1, 2, 4, false, expected, 0);
        upright.window(1, 2, 4, true, actual, 0);
        assertArrayEquals(expected, actual);
        assertTrue(expected[0] + expected[16] + expected[32] == 1);
    }

    @Test
    void refusesLabelsThatAreNoClass() {
        BadInputException e =
                assertThrows(
                        BadInputException.class,
                        () -> Targets.of(new LabelMap(2, 1, new byte[] {0, 9}), 3, 1, 2));
        assertTrue(e.getMessage().contains("label 9"), e.getMessage());
        assertTrue(e.getMessage().contains("0 to 2"), e.getMessage());
    }

    @Test
    void refusesLabelsOfAnotherSize() {
        Sample sample = new Sample("cat", Tags.of(1), () -> Scenes.image(0));
        Image image = new Image(2, 1, new byte[6]);
        LabelMap labels = new LabelMap(1, 2, new byte[2]);
        BadInputException e =
                assertThrows(
                        BadInputException.class, () -> Targets.requireSize(sample, image, labels));
        assertTrue(e.getMessage().startsWith("cat"), e.getMessage());
        assertTrue(e.getMessage().contains("1 x 2"), e.getMessage());
    }

    @Test
    void rareClassesWeighMore() {
        float[] whole = ClassBalance.weights(new double[] {8, 0, 2}, 1);
        assertEquals(5 / 8.0, whole[0], 1e-6);
        assertEquals(5 / 2.0, whole[2], 1e-6);
        assertEquals(1, whole[1], "a class that does not occur");
        assertArrayEquals(new float[] {1, 1}, ClassBalance.weights(new double[] {3, 1}, 0));
    }
}
