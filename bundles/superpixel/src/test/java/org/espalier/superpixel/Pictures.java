package org.espalier.superpixel;

import java.util.Random;
import org.espalier.api.data.Image;

/** Pictures to be cut. */
final class Pictures {
    private Pictures() {}

    /** One colour. */
    static Image uniform(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        java.util.Arrays.fill(rgb, (byte) 120);
        return new Image(width, height, rgb);
    }

    /** Every pixel at random, the same for a seed. */
    static Image noise(int width, int height, long seed) {
        byte[] rgb = new byte[width * height * 3];
        new Random(seed).nextBytes(rgb);
        return new Image(width, height, rgb);
    }

    /** Dark blue to the left of a slanting edge, orange to the right of it. */
    static Image twoColours(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i += 3) {
                boolean left = isLeft(x, y, width);
                rgb[i] = (byte) (left ? 20 : 230);
                rgb[i + 1] = (byte) (left ? 30 : 140);
                rgb[i + 2] = (byte) (left ? 110 : 20);
            }
        }
        return new Image(width, height, rgb);
    }

    /** On which side of its edge a pixel of the two-coloured picture is. */
    static boolean isLeft(int x, int y, int width) {
        return x < width / 2 + y / 4;
    }
}
