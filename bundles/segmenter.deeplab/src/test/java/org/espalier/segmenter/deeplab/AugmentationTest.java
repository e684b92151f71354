package org.espalier.segmenter.deeplab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.SplittableRandom;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.inference.Backbone;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final double[] PLAIN = {1, 1, 1};
    private final Backbone backbone = TestEngine.ENGINE.backbone("tiny", 8);

    /** Pixel values are twice the label times 50, so that a crop shows whether both agree. */
    private static Image image(LabelMap labels) {
        byte[] rgb = new byte[3 * labels.labels().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (labels.labels()[i / 3] * 100);
        }
        return new Image(labels.width(), labels.height(), rgb);
    }

    private static LabelMap labels() {
        byte[] ids = new byte[12 * 8];
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (byte) random.nextInt(3);
        }
        return new LabelMap(12, 8, ids);
    }

    @Test
    void cutsImageAndLabelsAlike() throws IOException {
        LabelMap labels = labels();
        Augmentation.Crop crop =
                new Augmentation(8, 1, 0.5, false, PLAIN).of(image(labels), labels, backbone, 5);
        for (int i = 0; i < 25; i++) {
            int label = crop.labels().labels()[i];
            assertEquals(labels.label(7 + i % 5, 2 + i / 5), label);
            assertEquals(label * 100 / 127.5 - 1, crop.planes()[i], 1e-5);
        }
    }

    @Test
    void mirrorsTheImageAndLeavesTheLabelsToTheirReader() throws IOException {
        LabelMap labels = labels();
        Augmentation.Crop upright =
                new Augmentation(8, 0, 0, false, PLAIN).of(image(labels), labels, backbone, 5);
        Augmentation.Crop mirrored =
                new Augmentation(8, 0, 0, true, PLAIN).of(image(labels), labels, backbone, 5);
        assertEquals(upright.labels(), mirrored.labels());
        assertEquals(upright.planes()[0], mirrored.planes()[4]);
        assertEquals(upright.planes()[5], mirrored.planes()[9]);
    }

    @Test
    void whatLiesOutsideIsGreyAndVoid() throws IOException {
        LabelMap labels = labels();
        Augmentation.Crop crop =
                new Augmentation(4, 0.5, 0.5, false, PLAIN).of(image(labels), labels, backbone, 9);
        // 6 x 4 pixels in the middle of 9 x 9: two columns and three rows to their left and top
        assertEquals(255, crop.labels().label(0, 4));
        assertEquals(255, crop.labels().label(4, 1));
        assertEquals(0, crop.planes()[4 * 9]);
        int inside = 0;
        for (byte label : crop.labels().labels()) {
            inside += label == (byte) 255 ? 0 : 1;
        }
        assertEquals(24, inside);
    }

    @Test
    void changesColoursAsSaid() throws IOException {
        Image grey = new Image(2, 2, new byte[] {80, 80, 80, 40, 40, 40, 80, 80, 80, 40, 40, 40});
        LabelMap labels = new LabelMap(2, 2, new byte[4]);
        float[] brighter =
                new Augmentation(2, 0, 0, false, new double[] {1.5, 1, 1})
                        .of(grey, labels, backbone, 2)
                        .planes();
        assertArrayEquals(
                new float[] {120 / 127.5f - 1, 60 / 127.5f - 1},
                new float[] {brighter[0], brighter[1]},
                1e-5f);
        float[] flat =
                new Augmentation(2, 0, 0, false, new double[] {1, 0, 1})
                        .of(grey, labels, backbone, 2)
                        .planes();
        assertEquals(60 / 127.5f - 1, flat[0], 1e-5);
        assertEquals(flat[0], flat[1], 1e-5);
        float[] same =
                new Augmentation(2, 0, 0, false, new double[] {1, 1, 0})
                        .of(grey, labels, backbone, 2)
                        .planes();
        assertEquals(80 / 127.5f - 1, same[0], 1e-5, "grey has no saturation to lose");
    }

    @Test
    void drawsWithinTheSettings() {
        DeepLabConfiguration settings =
                TestEngine.settings("trainingSides", new int[] {100, 50}, "jitter", 0.2);
        SplittableRandom random = new SplittableRandom(1);
        boolean mirrored = false;
        for (int i = 0; i < 200; i++) {
            Augmentation drawn = Augmentation.draw(random, settings);
            assertTrue(drawn.side() >= 50 && drawn.side() <= 100);
            for (double factor : drawn.colours()) {
                assertEquals(1, factor, 0.2);
            }
            mirrored |= drawn.mirrored();
        }
        assertTrue(mirrored);
        assertNotEquals(
                Augmentation.draw(random, settings).side(),
                Augmentation.draw(random, settings).side());
        assertEquals(
                false, Augmentation.draw(random, TestEngine.settings("mirror", false)).mirrored());
    }
}
