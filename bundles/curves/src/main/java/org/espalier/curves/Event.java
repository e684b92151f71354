package org.espalier.curves;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One scalar of an event file, in the wire format of protocol buffers. Of TensorFlow's messages it
 * knows what a scalar needs: in {@code Event} wall_time (1), step (2), file_version (3) and summary
 * (5); in {@code Summary} value (1); in its {@code Value} tag (1) and simple_value (2).
 *
 * @param tag the curve's name
 */
record Event(String tag, Curve.Point point) {
    private static final String VERSION = "brain.Event:2";

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private static final int MORE = 0x80;
    private static final int WIRE_BITS = 3;

    /** What every file begins with. */
    static byte[] version(double seconds) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        wallTime(out, seconds);
        bytes(out, 3, VERSION.getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    byte[] encode() {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        bytes(value, 1, tag.getBytes(StandardCharsets.UTF_8));
        key(value, 2, FIXED32);
        fixed(value, ByteBuffer.allocate(Float.BYTES), b -> b.putFloat((float) point.value()));
        ByteArrayOutputStream summary = new ByteArrayOutputStream();
        bytes(summary, 1, value.toByteArray());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        wallTime(out, point.seconds());
        key(out, 2, VARINT);
        varint(out, point.step());
        bytes(out, 5, summary.toByteArray());
        return out.toByteArray();
    }

    /**
     * Reads one; fields that it does not know are passed over.
     *
     * @return absent when it holds no scalar
     * @throws BufferUnderflowException when the message is cut off
     */
    static Optional<Event> decode(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        double seconds = 0;
        long step = 0;
        ByteBuffer summary = null;
        while (in.hasRemaining()) {
            long key = varint(in);
            switch ((int) (key >>> WIRE_BITS)) {
                case 1 -> seconds = in.getDouble();
                case 2 -> step = varint(in);
                case 5 -> summary = part(in);
                default -> skip(in, key);
            }
        }
        return summary == null ? Optional.empty() : scalar(summary, step, seconds);
    }

    private static Optional<Event> scalar(ByteBuffer summary, long step, double seconds) {
        while (summary.hasRemaining()) {
            long key = varint(summary);
            if (key != (1 << WIRE_BITS | BYTES)) {
                skip(summary, key);
                continue;
            }
            ByteBuffer value = part(summary);
            String tag = null;
            Float scalar = null;
            while (value.hasRemaining()) {
                long field = varint(value);
                if (field == (1 << WIRE_BITS | BYTES)) {
                    tag = StandardCharsets.UTF_8.decode(part(value)).toString();
                } else if (field == (2 << WIRE_BITS | FIXED32)) {
                    scalar = value.getFloat();
                } else {
                    skip(value, field);
                }
            }
            if (tag != null && scalar != null) {
                return Optional.of(new Event(tag, new Curve.Point(step, scalar, seconds)));
            }
        }
        return Optional.empty();
    }

    private static void wallTime(ByteArrayOutputStream out, double seconds) {
        key(out, 1, FIXED64);
        fixed(out, ByteBuffer.allocate(Double.BYTES), b -> b.putDouble(seconds));
    }

    private static void bytes(ByteArrayOutputStream out, int field, byte[] value) {
        key(out, field, BYTES);
        varint(out, value.length);
        out.writeBytes(value);
    }

    private static void fixed(
            ByteArrayOutputStream out,
            ByteBuffer buffer,
            java.util.function.Consumer<ByteBuffer> put) {
        put.accept(buffer.order(ByteOrder.LITTLE_ENDIAN));
        out.writeBytes(buffer.array());
    }

    private static void key(ByteArrayOutputStream out, int field, int wire) {
        varint(out, (long) field << WIRE_BITS | wire);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long left = value;
        while ((left & ~(MORE - 1L)) != 0) {
            out.write((int) (left & MORE - 1 | MORE));
            left >>>= 7;
        }
        out.write((int) left);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = in.get();
            value |= (next & MORE - 1L) << shift;
            if ((next & MORE) == 0) {
                return value;
            }
        }
        throw new BufferUnderflowException();
    }

    private static ByteBuffer part(ByteBuffer in) {
        long length = varint(in);
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer part = in.slice().order(ByteOrder.LITTLE_ENDIAN).limit((int) length);
        in.position(in.position() + (int) length);
        return part;
    }

    private static void skip(ByteBuffer in, long key) {
        switch ((int) (key & (1 << WIRE_BITS) - 1)) {
            case VARINT -> varint(in);
            case FIXED64 -> in.getLong();
            case BYTES -> part(in);
            case FIXED32 -> in.getInt();
            default -> throw new BufferUnderflowException();
        }
    }
}
