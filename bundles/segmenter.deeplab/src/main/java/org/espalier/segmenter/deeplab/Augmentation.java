package org.espalier.segmenter.deeplab;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.inference.Backbone;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Resampling;

/**
 * What is drawn anew each time an image is seen by stages that are trained: size, place of the
 * crop, mirroring, brightness, contrast and saturation.
 *
 * @param side shorter side of the image, in pixels, that the crop is cut from
 * @param across where the crop lies in what is left to its sides, 0 to 1
 * @param down the same from top to bottom
 * @param colours factors of brightness, contrast and saturation
 */
record Augmentation(double side, double across, double down, boolean mirrored, double[] colours) {

    /** Draws one. */
    static Augmentation draw(SplittableRandom random, DeepLabConfiguration settings) {
        int[] sides = settings.trainingSides();
        int smallest = Arrays.stream(sides).min().orElseThrow();
        int largest = Arrays.stream(sides).max().orElseThrow();
        double side = smallest + random.nextDouble() * (largest - smallest);
        double across = random.nextDouble();
        double down = random.nextDouble();
        boolean mirrored = settings.mirror() && random.nextBoolean();
        double[] colours = new double[3];
        for (int i = 0; i < colours.length; i++) {
            colours[i] = 1 + settings.jitter() * (2 * random.nextDouble() - 1);
        }
        return new Augmentation(side, across, down, mirrored, colours);
    }

    /**
     * Normalised planes and labels of a square crop. What of it lies outside of the image is grey,
     * and void.
     *
     * @param crop its side in pixels
     */
    Crop of(Image image, LabelMap labels, Backbone backbone, int crop) throws java.io.IOException {
        double scale = side / Math.min(image.width(), image.height());
        int width = Math.max(2, (int) Math.round(image.width() * scale));
        int height = Math.max(2, (int) Math.round(image.height() * scale));
        float[] planes =
                new ImageBatch(width, height, backbone.normalisation())
                        .add(coloured(image), false)
                        .planes(0);
        int left = (int) Math.round(across * (width - crop));
        int top = (int) Math.round(down * (height - crop));
        float[] cut = new float[3 * crop * crop];
        byte[] ids = new byte[crop * crop];
        Arrays.fill(ids, (byte) ClassSet.VOID);
        for (int y = Math.max(0, -top); y < Math.min(crop, height - top); y++) {
            int labelRow = nearest(top + y, height, labels.height()) * labels.width();
            for (int x = Math.max(0, -left); x < Math.min(crop, width - left); x++) {
                int to = y * crop + x;
                ids[to] = labels.labels()[labelRow + nearest(left + x, width, labels.width())];
                for (int c = 0; c < 3; c++) {
                    cut[c * crop * crop + to] = planes[(c * height + top + y) * width + left + x];
                }
            }
        }
        return new Crop(
                mirrored ? Resampling.mirror(cut, crop) : cut, new LabelMap(crop, crop, ids));
    }

    /**
     * @param planes normalised, mirrored if the augmentation says so
     * @param labels never mirrored
     */
    record Crop(float[] planes, LabelMap labels) {}

    private static int nearest(int at, int size, int of) {
        return (int) Math.round(at * (of - 1.0) / (size - 1));
    }

    private Image coloured(Image image) {
        byte[] from = image.rgb();
        byte[] to = new byte[from.length];
        double mean = 0;
        for (int i = 0; i < from.length; i += 3) {
            mean += grey(from, i);
        }
        mean = mean * 3 / from.length * colours[0];
        for (int i = 0; i < from.length; i += 3) {
            double grey = grey(from, i) * colours[0];
            for (int c = 0; c < 3; c++) {
                double value = (from[i + c] & 0xff) * colours[0];
                value = grey + colours[2] * (value - grey);
                value = mean + colours[1] * (value - mean);
                to[i + c] = (byte) Math.round(Math.max(0, Math.min(255, value)));
            }
        }
        return new Image(image.width(), image.height(), to);
    }

    /** Luma of ITU-R BT.601. */
    private static double grey(byte[] rgb, int at) {
        return 0.299 * (rgb[at] & 0xff)
                + 0.587 * (rgb[at + 1] & 0xff)
                + 0.114 * (rgb[at + 2] & 0xff);
    }
}
