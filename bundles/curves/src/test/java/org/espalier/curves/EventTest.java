package org.espalier.curves;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventTest {
    /** By hand: wall time 1.5, step 300, a summary of one value: tag "ab", 0.25. */
    private static final String BY_HAND =
            "09000000000000f83f" // field 1, 8 bytes: 1.5
                    + "10ac02" // field 2, varint: 300 = 0b10_0101100
                    + "2a0b" // field 5, 11 bytes
                    + "0a09" // summary field 1, 9 bytes
                    + "0a026162" // tag: "ab"
                    + "150000803e"; // field 2, 4 bytes: 0.25

    private static final Event EVENT = new Event("ab", new Curve.Point(300, 0.25, 1.5));

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void aScalarIsWrittenAsTheFormatSays() {
        assertEquals(BY_HAND, HexFormat.of().formatHex(EVENT.encode()));
        assertEquals(Optional.of(EVENT), Event.decode(bytes(BY_HAND)));
    }

    @Test
    void theFirstMessageNamesTheVersion() {
        byte[] version = Event.version(2);
        assertArrayEquals(
                "brain.Event:2".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOfRange(version, 11, version.length));
        assertEquals(Optional.empty(), Event.decode(version));
    }

    @Test
    void fieldsOfOthersArePassedOver() {
        // graph_def (4, bytes), an unknown varint (20), a fixed32 (21), a value's metadata (9)
        String others = "2202ffff" + "a00105" + "ad0101020304";
        String withMetadata =
                BY_HAND.replace("2a0b0a09", "2a0e0a0c").replace("0a026162", "4a01000a026162");
        assertEquals(Optional.of(EVENT), Event.decode(bytes(others + withMetadata)));
    }

    @Test
    void whatIsCutOffIsRefusedAndNoBytesMakeItHang() {
        byte[] whole = bytes(BY_HAND);
        for (int length : new int[] {1, 5, 10, 13, 20, whole.length - 1}) {
            assertThrows(
                    BufferUnderflowException.class,
                    () -> Event.decode(Arrays.copyOf(whole, length)),
                    "" + length);
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            try {
                Event.decode(noise);
            } catch (BufferUnderflowException e) {
                continue;
            }
        }
    }

    @Test
    void stepsOfAnySizeComeBack() {
        for (long step : new long[] {0, 1, 127, 128, 1L << 40, Long.MAX_VALUE, -1}) {
            Event event = new Event("x", new Curve.Point(step, Float.MIN_VALUE, 0));
            assertEquals(Optional.of(event), Event.decode(event.encode()));
        }
    }
}
