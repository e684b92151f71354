package org.espalier.curves;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frame around each message of an event file (TFRecord), all numbers little endian: length in 8
 * bytes, masked CRC-32C of these, the message, masked CRC-32C of it.
 */
final class Records {
    /** Longer than any message of a scalar. */
    private static final int LONGEST = 1 << 20;

    private static final int HEAD = Long.BYTES + Integer.BYTES;
    private static final int MASK = 0xa282ead8;

    private Records() {}

    static byte[] frame(byte[] message) {
        ByteBuffer record =
                ByteBuffer.allocate(HEAD + message.length + Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(message.length);
        record.putInt(checksum(record.array(), Long.BYTES));
        record.put(message);
        record.putInt(checksum(message, message.length));
        return record.array();
    }

    /**
     * Takes the next message.
     *
     * @return null where the rest is none: the end, or what a killed process was writing
     */
    static byte[] next(ByteBuffer in) {
        in.order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < HEAD) {
            return null;
        }
        byte[] length = new byte[Long.BYTES];
        in.get(length);
        long size = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (in.getInt() != checksum(length, length.length)
                || size < 0
                || size > LONGEST
                || size > in.remaining() - Integer.BYTES) {
            return null;
        }
        byte[] message = new byte[(int) size];
        in.get(message);
        return in.getInt() == checksum(message, message.length) ? message : null;
    }

    /** CRC-32C, rotated and offset, so that a sum of data that hold sums is no special case. */
    static int checksum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return Integer.rotateRight((int) sum.getValue(), 15) + MASK;
    }
}
