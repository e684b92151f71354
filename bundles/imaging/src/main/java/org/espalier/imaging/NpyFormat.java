package org.espalier.imaging;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * NumPy's array files, as far as needed: format 1.0 to 3.0, C order, little-endian int32 and
 * float32. Pickled objects are not read, by design.
 */
final class NpyFormat {
    static final String INT32 = "<i4";
    static final String FLOAT32 = "<f4";

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 1 << 16;
    private static final Pattern HEADER =
            Pattern.compile(
                    "\\{\\s*'descr':\\s*'([^']*)',\\s*'fortran_order':\\s*(True|False),"
                            + "\\s*'shape':\\s*\\(([0-9, ]*)\\),?\\s*\\}\\s*");

    private NpyFormat() {}

    /**
     * An array's bytes with its shape.
     *
     * @param data little-endian, row-major
     */
    record Array(int[] shape, ByteBuffer data) {}

    /** Puts a header before the values: the whole file, its data aligned to 64 bytes. */
    static byte[] file(String type, int[] shape, ByteBuffer values) {
        String sizes = Arrays.stream(shape).mapToObj(Integer::toString).collect(comma());
        String dictionary =
                "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
                        .formatted(type, sizes, shape.length == 1 ? "," : "");
        int used = MAGIC.length + 4 + dictionary.length() + 1;
        String header = dictionary + " ".repeat((64 - used % 64) % 64) + "\n";
        ByteBuffer out =
                ByteBuffer.allocate(MAGIC.length + 4 + header.length() + values.remaining())
                        .order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) header.length());
        out.put(header.getBytes(StandardCharsets.ISO_8859_1)).put(values);
        return out.array();
    }

    private static java.util.stream.Collector<CharSequence, ?, String> comma() {
        return Collectors.joining(", ");
    }

    /**
     * Reads an array. Memory is taken as data arrives, so a header that claims too much costs
     * nothing.
     *
     * @param length how many bytes the stream claims to have
     * @throws IOException with what is wrong, to be told together with the file's name
     */
    static Array read(InputStream stream, long length, String type, int dimensions)
            throws IOException {
        DataInputStream in = new DataInputStream(stream);
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new IOException("it is no NumPy array");
        }
        int version = in.readUnsignedByte();
        in.readUnsignedByte();
        int headerLength =
                version == 1
                        ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
                        : Integer.reverseBytes(in.readInt());
        if (version < 1 || version > 3 || headerLength < 0 || headerLength > MAX_HEADER) {
            throw new IOException("its NumPy header is damaged");
        }
        String header = new String(in.readNBytes(headerLength), StandardCharsets.ISO_8859_1);
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            throw new IOException("its NumPy header is damaged");
        }
        if (!matcher.group(1).equals(type) || matcher.group(2).equals("True")) {
            throw new IOException(
                    "it holds %s%s, where %s in C order is needed"
                            .formatted(
                                    matcher.group(1),
                                    matcher.group(2).equals("True") ? " in Fortran order" : "",
                                    type));
        }
        int[] shape = shape(matcher.group(3), dimensions);
        int before = MAGIC.length + (version == 1 ? 4 : 6) + headerLength;
        long expected = bytes(shape);
        if (expected != length - before) {
            throw new IOException(
                    "its header claims the shape %s, but it has %d bytes of data"
                            .formatted(Arrays.toString(shape), length - before));
        }
        byte[] data = in.readNBytes((int) expected);
        if (data.length != expected || in.read() >= 0) {
            throw new IOException("it is truncated");
        }
        return new Array(shape, ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static int[] shape(String text, int dimensions) throws IOException {
        String[] parts = text.isBlank() ? new String[0] : text.split(",");
        int[] shape = new int[dimensions];
        int count = 0;
        for (String part : parts) {
            String size = part.strip();
            if (!size.isEmpty()) {
                if (count == dimensions || size.length() > 9) {
                    throw new IOException("its shape is (" + text + ")");
                }
                shape[count++] = Integer.parseInt(size.replace(" ", "x"));
            }
        }
        if (count != dimensions) {
            throw new IOException(
                    "its shape is (%s), where %d numbers are needed".formatted(text, dimensions));
        }
        return shape;
    }

    /** The size of such an array of 4-byte values; capped, so that it never overflows. */
    private static long bytes(int[] shape) {
        long bytes = 4;
        for (int size : shape) {
            bytes = Math.min(bytes * size, Integer.MAX_VALUE);
        }
        return bytes;
    }
}
