package org.espalier.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A change of a file at random: a few bits, a part that is missing, stands twice or comes from
 * another file, a number or word in place of another.
 *
 * @param right files to take parts of
 * @param words what may be put anywhere, besides what is nasty in any format
 */
record Mutation(Random random, List<byte[]> right, List<byte[]> words) {
    private static final int MOST_CHANGES = 6;
    private static final int LONGEST_PART = 64;

    private static final String[] NUMBERS = {
        "0",
        "-1",
        "1",
        "255",
        "256",
        "65535",
        "2147483647",
        "2147483648",
        "-2147483649",
        "4294967296",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "1e999",
        "-1e-999",
        "1e999999999",
        "0.5",
        "NaN",
        "Infinity",
        "00",
        "1E400",
        "99999999999999999999999"
    };

    private static final String[] NASTY = {
        "\0",
        "\n",
        "\r\n",
        "\"",
        "'",
        "\\",
        "\\u0000",
        "../",
        "/etc/passwd",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        ";",
        "null",
        "true",
        "[]",
        "{}",
        "\u00ff\u00fe",
        "\u00ef\u00bb\u00bf",
        "<",
        ">",
        "&#0;",
        "<!DOCTYPE a>",
        "%s",
        "\u001b[2J"
    };

    private static final long[] SIZES = {
        0,
        1,
        -1,
        127,
        255,
        256,
        32_767,
        65_535,
        65_536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        1L << 40
    };

    byte[] of(byte[] whole) {
        byte[] changed = whole;
        for (int i = random.nextInt(MOST_CHANGES); i >= 0; i--) {
            changed = once(changed);
        }
        return changed;
    }

    private byte[] once(byte[] whole) {
        int at = random.nextInt(whole.length + 1);
        int part = Math.min(random.nextInt(LONGEST_PART), whole.length - at);
        return switch (random.nextInt(9)) {
            case 0 -> flipped(whole, 1 << random.nextInt(8));
            case 1 -> flipped(whole, random.nextInt(256));
            case 2 -> Arrays.copyOf(whole, at);
            case 3 -> put(whole, at, part, new byte[0]);
            case 4 -> put(whole, at, 0, Arrays.copyOfRange(whole, at, at + part));
            case 5 -> put(whole, at, part, other());
            case 6 -> put(whole, at, random.nextBoolean() ? part : 0, word());
            case 7 -> number(whole, at);
            default -> size(whole, at);
        };
    }

    private byte[] flipped(byte[] whole, int bits) {
        byte[] flipped = whole.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) bits;
        }
        return flipped;
    }

    private static byte[] put(byte[] whole, int at, int instead, byte[] part) {
        ByteBuffer out = ByteBuffer.allocate(whole.length - instead + part.length);
        out.put(whole, 0, at).put(part);
        return out.put(whole, at + instead, whole.length - at - instead).array();
    }

    private byte[] other() {
        byte[] file = right.get(random.nextInt(right.size()));
        int begin = random.nextInt(file.length + 1);
        int end = Math.min(file.length, begin + random.nextInt(LONGEST_PART));
        return Arrays.copyOfRange(file, begin, end);
    }

    private byte[] word() {
        int which = random.nextInt(NASTY.length + words.size());
        byte[] word =
                which < NASTY.length
                        ? NASTY[which].getBytes(StandardCharsets.ISO_8859_1)
                        : words.get(which - NASTY.length);
        int times = random.nextInt(20) == 0 ? 1 + random.nextInt(10_000) : 1;
        byte[] many = new byte[word.length * times];
        for (int i = 0; i < many.length; i++) {
            many[i] = word[i % word.length];
        }
        return many;
    }

    /** Another number in the place of the next one. */
    private byte[] number(byte[] whole, int from) {
        int begin = from;
        while (begin < whole.length && !isDigit(whole[begin])) {
            begin++;
        }
        int end = begin;
        while (end < whole.length && isDigit(whole[end])) {
            end++;
        }
        byte[] number = NUMBERS[random.nextInt(NUMBERS.length)].getBytes(StandardCharsets.US_ASCII);
        return put(whole, begin, end - begin, number);
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    /** A length that is too large, in 2, 4 or 8 bytes. */
    private byte[] size(byte[] whole, int at) {
        int bytes = 2 << random.nextInt(3);
        if (at + bytes > whole.length) {
            return whole;
        }
        ByteBuffer size =
                ByteBuffer.allocate(Long.BYTES)
                        .order(
                                random.nextBoolean()
                                        ? ByteOrder.BIG_ENDIAN
                                        : ByteOrder.LITTLE_ENDIAN);
        size.putLong(SIZES[random.nextInt(SIZES.length)]);
        int from = size.order() == ByteOrder.BIG_ENDIAN ? Long.BYTES - bytes : 0;
        byte[] changed = whole.clone();
        System.arraycopy(size.array(), from, changed, at, bytes);
        return changed;
    }
}
