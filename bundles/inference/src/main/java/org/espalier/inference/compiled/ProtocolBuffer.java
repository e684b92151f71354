package org.espalier.inference.compiled;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A message of Google's protocol buffers, as far as ONNX needs them, field by field. */
final class ProtocolBuffer {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int WIRE_BITS = 3;
    private static final int SEVEN = 7;
    private static final int CONTINUED = 0x80;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ProtocolBuffer put(int field, long value) {
        number((long) field << WIRE_BITS | VARINT);
        number(value);
        return this;
    }

    ProtocolBuffer put(int field, String text) {
        return put(field, text.getBytes(StandardCharsets.UTF_8));
    }

    ProtocolBuffer put(int field, ProtocolBuffer message) {
        return put(field, message.bytes());
    }

    ProtocolBuffer put(int field, byte[] bytes) {
        number((long) field << WIRE_BITS | LENGTH_DELIMITED);
        number(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    /** As the bytes of single precision that ONNX calls raw data. */
    ProtocolBuffer put(int field, float[] values) {
        ByteBuffer raw =
                ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length))
                        .order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return put(field, raw.array());
    }

    /** Adds the fields of another message. */
    ProtocolBuffer append(ProtocolBuffer message) {
        out.writeBytes(message.bytes());
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private void number(long value) {
        long left = value;
        while ((left & -CONTINUED) != 0) {
            out.write((int) (left & (CONTINUED - 1)) | CONTINUED);
            left >>>= SEVEN;
        }
        out.write((int) left);
    }
}
