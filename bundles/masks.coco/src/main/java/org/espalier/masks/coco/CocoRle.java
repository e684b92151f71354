package org.espalier.masks.coco;

import java.io.IOException;
import java.util.Arrays;
import org.espalier.masks.Shape;

/**
 * A mask as COCO's run lengths: column by column, pixels outside and inside the mask in turn,
 * beginning with those outside, of which there may be none.
 *
 * @param height rows, as the file says
 * @param width columns, as the file says
 * @param counts the run lengths, compressed: of each, from the fourth on less the one before the
 *     last, its bits in groups of five, lowest first, sign extended, each group in a character from
 *     {@code '0'} on whose sixth bit says that another follows
 */
record CocoRle(int height, int width, String counts) implements Shape {
    private static final int ZERO = '0';
    private static final int GROUP = 5;
    private static final int MORE = 1 << GROUP;
    private static final int SIGN = MORE >> 1;

    /** More groups than a run length can need. */
    private static final int MAX_GROUPS = 7;

    /**
     * Compresses run lengths.
     *
     * @param counts 0 or more each
     */
    static String compress(int[] counts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < counts.length; i++) {
            int rest = i > 2 ? counts[i] - counts[i - 2] : counts[i];
            boolean more = true;
            while (more) {
                int group = rest & MORE - 1;
                rest >>= GROUP;
                more = rest != ((group & SIGN) == 0 ? 0 : -1);
                text.append((char) (ZERO + (more ? group | MORE : group)));
            }
        }
        return text.toString();
    }

    /**
     * The run lengths.
     *
     * @throws IOException with what is wrong, also when they do not add up to the number of pixels
     */
    int[] expand() throws IOException {
        int[] runs = new int[counts.length()];
        int count = 0;
        long sum = 0;
        for (int p = 0; p < counts.length(); count++) {
            long value = 0;
            boolean more = true;
            for (int shift = 0; more; shift += GROUP) {
                int group = p < counts.length() ? counts.charAt(p++) - ZERO : -1;
                if (group < 0 || group >= 2 * MORE || shift > MAX_GROUPS * GROUP) {
                    throw new IOException("its compressed run lengths are damaged");
                }
                value |= (long) (group & MORE - 1) << shift;
                more = (group & MORE) != 0;
                if (!more && (group & SIGN) != 0) {
                    value |= -1L << shift + GROUP;
                }
            }
            value += count > 2 ? runs[count - 2] : 0;
            sum += value;
            if (value < 0 || sum > (long) height * width) {
                throw wrongSum(value < 0 ? "one is " + value : "they add up to " + sum);
            }
            runs[count] = (int) value;
        }
        if (sum != (long) height * width) {
            throw wrongSum("they add up to " + sum);
        }
        return Arrays.copyOf(runs, count);
    }

    private IOException wrongSum(String what) {
        return new IOException(
                "its run lengths are not those of %d x %d pixels, %s"
                        .formatted(width, height, what));
    }

    @Override
    public void draw(byte[] labels, int imageWidth, int imageHeight, byte id) throws IOException {
        if (width != imageWidth || height != imageHeight) {
            throw new IOException("its mask is %d x %d".formatted(width, height));
        }
        int at = 0;
        boolean inside = false;
        for (int run : expand()) {
            for (int end = at + run; at < end; at++) {
                if (inside) {
                    labels[at % height * width + at / height] = id;
                }
            }
            inside = !inside;
        }
    }
}
