package org.espalier.inference.compiled;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** Bytes as in the description of the format. */
class ProtocolBufferTest {
    private static void is(ProtocolBuffer buffer, int... expected) {
        byte[] bytes = new byte[expected.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) expected[i];
        }
        assertArrayEquals(bytes, buffer.bytes());
    }

    @Test
    void numbersTakeSevenBitsAByte() {
        is(new ProtocolBuffer().put(1, 150), 0x08, 0x96, 0x01);
        is(new ProtocolBuffer().put(1, 0), 0x08, 0);
        is(new ProtocolBuffer().put(1, 127), 0x08, 0x7f);
        is(new ProtocolBuffer().put(1, 128), 0x08, 0x80, 0x01);
        is(new ProtocolBuffer().put(20, 7), 0xa0, 0x01, 7);
        is(
                new ProtocolBuffer().put(1, -1),
                0x08,
                0xff,
                0xff,
                0xff,
                0xff,
                0xff,
                0xff,
                0xff,
                0xff,
                0xff,
                0x01);
    }

    @Test
    void textAndMessagesBeginWithTheirLength() {
        ProtocolBuffer text = new ProtocolBuffer().put(2, "testing");
        is(text, 0x12, 7, 't', 'e', 's', 't', 'i', 'n', 'g');
        is(new ProtocolBuffer().put(3, new ProtocolBuffer().put(1, 150)), 0x1a, 3, 8, 0x96, 1);
        is(new ProtocolBuffer().put(1, 1).append(new ProtocolBuffer().put(2, 2)), 8, 1, 16, 2);
        is(new ProtocolBuffer().put(1, ""), 0x0a, 0);
    }

    @Test
    void floatsAreLittleEndian() {
        is(
                new ProtocolBuffer().put(9, new float[] {1, -2}),
                0x4a,
                8,
                0,
                0,
                0x80,
                0x3f,
                0,
                0,
                0,
                0xc0);
    }
}
