package org.espalier.masks.labelstudio;

import java.io.IOException;
import org.espalier.api.data.LabelMap;
import org.espalier.masks.Shape;

/**
 * A mask as Label Studio's brush keeps it: the bytes of an RGBA image, row by row, packed into runs
 * of equal values, bit after bit, highest first. A pixel belongs to the mask where its alpha is not
 * 0.
 *
 * <p>A header tells how many values there are (32 bits), the bits of a value less one (5) and four
 * lengths in bits less one (4 each). Then come runs: a bit that is 1 where one value is repeated
 * and 0 where each is given; which of the four lengths counts it (2); the count less one; the value
 * or values.
 *
 * @param bytes all of it
 */
record BrushRle(byte[] bytes) implements Shape {
    private static final int CHANNELS = 4;
    private static final int ALPHA = 3;
    private static final int VALUE_BITS = 8;
    private static final int[] LENGTH_BITS = {3, 4, 8, 16};
    private static final int LONGEST = 1 << 16;

    /** All pixels of one class, opaque white; the others are clear black. */
    static BrushRle of(LabelMap labels, int classId) {
        byte[] ids = labels.labels();
        BitWriter out = new BitWriter();
        out.put((long) ids.length * CHANNELS, 32);
        out.put(VALUE_BITS - 1, 5);
        for (int bits : LENGTH_BITS) {
            out.put(bits - 1, 4);
        }
        for (int i = 0; i < ids.length; ) {
            int start = i;
            boolean inside = (ids[i] & 0xff) == classId;
            while (i < ids.length && ((ids[i] & 0xff) == classId) == inside) {
                i++;
            }
            for (long run = (long) (i - start) * CHANNELS; run > 0; run -= LONGEST) {
                repeat(out, (int) Math.min(run, LONGEST), inside ? 0xff : 0);
            }
        }
        return new BrushRle(out.finish());
    }

    private static void repeat(BitWriter out, int run, int value) {
        int kind = 0;
        while (run > 1 << LENGTH_BITS[kind]) {
            kind++;
        }
        out.put(1, 1);
        out.put(kind, 2);
        out.put(run - 1, LENGTH_BITS[kind]);
        out.put(value, VALUE_BITS);
    }

    @Override
    public void draw(byte[] labels, int width, int height, byte id) throws IOException {
        BitReader in = new BitReader(bytes);
        long values = in.take(32);
        if (values != (long) labels.length * CHANNELS) {
            throw new IOException("its run lengths are those of %d values".formatted(values));
        }
        int valueBits = (int) in.take(5) + 1;
        int[] lengthBits = new int[LENGTH_BITS.length];
        for (int i = 0; i < lengthBits.length; i++) {
            lengthBits[i] = (int) in.take(4) + 1;
        }
        for (long at = 0; at < values; ) {
            boolean repeated = in.take(1) == 1;
            long end = at + 1 + in.take(lengthBits[(int) in.take(2)]);
            if (end > values) {
                throw new IOException("its run lengths go beyond the image");
            }
            long value = repeated ? in.take(valueBits) : 0;
            for (; at < end; at++) {
                value = repeated ? value : in.take(valueBits);
                if (value != 0 && at % CHANNELS == ALPHA) {
                    labels[(int) (at / CHANNELS)] = id;
                }
            }
        }
    }
}
