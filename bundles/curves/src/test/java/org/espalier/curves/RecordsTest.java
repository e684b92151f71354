package org.espalier.curves;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static final byte[] MESSAGE = "123456789".getBytes(StandardCharsets.UTF_8);

    /** CRC-32C of "123456789" is e3069283: rotated right by 15 it is 2507c60d. */
    @Test
    void theChecksumIsThePublishedOneMasked() {
        assertEquals(0x2507c60d + 0xa282ead8, Records.checksum(MESSAGE, MESSAGE.length));
    }

    @Test
    void aRecordIsFramedByLengthAndSums() {
        ByteBuffer record = ByteBuffer.wrap(Records.frame(MESSAGE));
        assertEquals(8 + 4 + 9 + 4, record.remaining());
        assertEquals(9, record.get(0));
        assertArrayEquals(MESSAGE, Records.next(record));
        assertNull(Records.next(record));
    }

    @Test
    void aRecordThatIsCutOffOrDamagedIsTheEnd() {
        byte[] record = Records.frame(MESSAGE);
        for (int length = 0; length < record.length; length++) {
            assertNull(Records.next(ByteBuffer.wrap(Arrays.copyOf(record, length))), "" + length);
        }
        for (int i = 0; i < record.length; i++) {
            byte[] damaged = record.clone();
            damaged[i] ^= 1;
            assertNull(Records.next(ByteBuffer.wrap(damaged)), "" + i);
        }
    }
}
