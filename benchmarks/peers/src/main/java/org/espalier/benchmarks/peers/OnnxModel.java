package org.espalier.benchmarks.peers;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * MobileNetV2 as ONNX, changed in the bytes of its protocol buffer: images of any number and size,
 * features in place of logits, and the last stride replaced by dilation if wanted.
 */
final class OnnxModel {
    /** Field numbers of {@code onnx.proto}. */
    private static final int GRAPH = 7;

    private static final int NODE = 1;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;
    private static final int NODE_INPUT = 1;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int LENGTH_DELIMITED = 2;

    /** The convolution that loses its stride at output stride 16, and those dilated after it. */
    private static final Map<String, int[]> DILATED =
            Map.of(
                    "block14.depthwise.weight", new int[] {1, 1},
                    "block15.depthwise.weight", new int[] {1, 2},
                    "block16.depthwise.weight", new int[] {1, 2},
                    "block17.depthwise.weight", new int[] {1, 2});

    private final String output;
    private final boolean dilated;

    /**
     * @param output name of the value that the model is to return
     * @param dilated whether at output stride 16 rather than 32
     */
    OnnxModel(String output, boolean dilated) {
        this.output = output;
        this.dilated = dilated;
    }

    /** A field of a message. */
    private record Field(int number, int wire, byte[] value, byte[] whole) {}

    byte[] of(byte[] model) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.wrap(model);
        while (in.hasRemaining()) {
            Field field = next(in);
            out.writeBytes(
                    field.number() == GRAPH ? field(GRAPH, graph(field.value())) : field.whole());
        }
        return out.toByteArray();
    }

    private byte[] graph(byte[] graph) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.wrap(graph);
        while (in.hasRemaining()) {
            Field field = next(in);
            out.writeBytes(
                    switch (field.number()) {
                        case NODE -> field(NODE, node(field.value()));
                        case INPUT -> field(INPUT, floats("input"));
                        case OUTPUT -> field(OUTPUT, floats(output));
                        default -> field.whole();
                    });
        }
        return out.toByteArray();
    }

    private byte[] node(byte[] node) {
        int[] change = null;
        ByteBuffer in = ByteBuffer.wrap(node);
        while (dilated && in.hasRemaining()) {
            Field field = next(in);
            if (field.number() == NODE_INPUT) {
                String name = new String(field.value(), StandardCharsets.UTF_8);
                change = DILATED.getOrDefault(name, change);
            }
        }
        if (change == null) {
            return node;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        in = ByteBuffer.wrap(node);
        while (in.hasRemaining()) {
            Field field = next(in);
            String text = new String(field.value(), StandardCharsets.ISO_8859_1);
            boolean replaced =
                    text.contains("strides")
                            || text.contains("dilations")
                            || text.contains("auto_pad");
            if (field.number() != NODE_ATTRIBUTE || !replaced) {
                out.writeBytes(field.whole());
            }
        }
        out.writeBytes(field(NODE_ATTRIBUTE, integers("strides", change[0], 2)));
        out.writeBytes(field(NODE_ATTRIBUTE, integers("dilations", change[1], 2)));
        out.writeBytes(field(NODE_ATTRIBUTE, integers("pads", change[1], 4)));
        return out.toByteArray();
    }

    /** An attribute of equal integers: name, ints, type INTS. */
    private static byte[] integers(String name, int value, int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(field(1, name.getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < count; i++) {
            out.writeBytes(new byte[] {8 << 3, (byte) value});
        }
        out.write(20 << 3 & 0x7f | 0x80);
        out.write(20 << 3 >> 7);
        out.write(7);
        return out.toByteArray();
    }

    /** A value of floats and of any shape. */
    private static byte[] floats(String name) {
        byte[] type = field(2, field(1, new byte[] {1 << 3, 1}));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(field(1, name.getBytes(StandardCharsets.UTF_8)));
        out.writeBytes(type);
        return out.toByteArray();
    }

    private static byte[] field(int number, byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(number << 3 | LENGTH_DELIMITED);
        for (int left = value.length; ; left >>>= 7) {
            if (left < 0x80) {
                out.write(left);
                break;
            }
            out.write(left & 0x7f | 0x80);
        }
        out.writeBytes(value);
        return out.toByteArray();
    }

    private static Field next(ByteBuffer in) {
        int start = in.position();
        long key = number(in);
        int wire = (int) (key & 7);
        byte[] value = {};
        switch (wire) {
            case 0 -> number(in);
            case 1 -> in.position(in.position() + Long.BYTES);
            case LENGTH_DELIMITED -> {
                value = new byte[(int) number(in)];
                in.get(value);
            }
            case 5 -> in.position(in.position() + Integer.BYTES);
            default -> throw new IllegalArgumentException("no ONNX model: wire type " + wire);
        }
        byte[] whole = new byte[in.position() - start];
        in.get(start, whole);
        return new Field((int) (key >> 3), wire, value, whole);
    }

    private static long number(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = in.get();
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
        }
    }
}
