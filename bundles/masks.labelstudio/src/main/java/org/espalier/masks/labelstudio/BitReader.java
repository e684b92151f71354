package org.espalier.masks.labelstudio;

import java.io.IOException;

/** The counterpart of {@link BitWriter}. */
final class BitReader {
    private final byte[] bytes;
    private long at;

    BitReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param bits 1 to 32
     * @throws IOException when there are not as many left
     */
    long take(int bits) throws IOException {
        if (at + bits > bytes.length * 8L) {
            throw new IOException("its run lengths end too early");
        }
        long value = 0;
        for (int i = 0; i < bits; i++, at++) {
            value = value << 1 | bytes[(int) (at >> 3)] >> 7 - (at & 7) & 1;
        }
        return value;
    }
}
