package org.espalier.masks.labelstudio;

import java.io.ByteArrayOutputStream;

/** Numbers of any number of bits, one after the other, the highest bit first. */
final class BitWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long pending;
    private int count;

    /**
     * @param value not negative, and no larger than the bits can hold
     * @param bits 1 to 32
     */
    void put(long value, int bits) {
        pending = pending << bits | value;
        for (count += bits; count >= 8; count -= 8) {
            bytes.write((int) (pending >> count - 8));
        }
    }

    /** What was put, with 1 to 8 further bits of 0 that fill the last byte. */
    byte[] finish() {
        put(0, 8 - count);
        return bytes.toByteArray();
    }
}
