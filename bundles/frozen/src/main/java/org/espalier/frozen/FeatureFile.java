package org.espalier.frozen;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Optional;
import java.util.zip.CRC32;
import org.espalier.inference.FeatureMap;

/**
 * The bytes of a feature map: a header of six little-endian integers (magic, version, channels,
 * height, width, CRC-32 of the three and of the values), then the values in half precision.
 */
final class FeatureFile {
    private static final int MAGIC = 0x46505345; // ESPF
    private static final int VERSION = 1;
    private static final int HEADER = 6 * Integer.BYTES;

    private FeatureFile() {}

    /** Rounds to half precision. */
    static byte[] encode(FeatureMap features) {
        float[] values = features.values();
        byte[] bytes = new byte[HEADER + Math.multiplyExact(Short.BYTES, values.length)];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(MAGIC).putInt(VERSION);
        buffer.putInt(features.channels()).putInt(features.height()).putInt(features.width());
        ShortBuffer halves = buffer.position(HEADER).asShortBuffer();
        for (int i = 0; i < values.length; i++) {
            halves.put(i, Half.of(values[i]));
        }
        return buffer.putInt(HEADER - Integer.BYTES, crc(bytes)).array();
    }

    /** The features; empty when these bytes are torn or damaged. */
    static Optional<FeatureMap> decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEADER || buffer.getInt() != MAGIC || buffer.getInt() != VERSION) {
            return Optional.empty();
        }
        int channels = buffer.getInt();
        int height = buffer.getInt();
        int width = buffer.getInt();
        if (buffer.getInt() != crc(bytes)
                || Math.min(channels, Math.min(height, width)) < 1
                || (long) channels * height * width * Short.BYTES != bytes.length - HEADER) {
            return Optional.empty();
        }
        ShortBuffer halves = buffer.asShortBuffer();
        float[] values = new float[halves.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Half.toFloat(halves.get(i));
        }
        return Optional.of(new FeatureMap(channels, height, width, values));
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 2 * Integer.BYTES, 3 * Integer.BYTES);
        crc.update(bytes, HEADER, bytes.length - HEADER);
        return (int) crc.getValue();
    }
}
