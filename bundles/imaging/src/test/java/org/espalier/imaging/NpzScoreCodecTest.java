package org.espalier.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ScoreMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzScoreCodecTest {
    @TempDir Path folder;
    private final NpzScoreCodec codec = new NpzScoreCodec();

    private static ScoreMap scores(int planes, int width, int height) {
        int[] ids = new int[planes];
        Arrays.setAll(ids, i -> 3 * i);
        float[] values = new float[planes * width * height];
        Random random = new Random(5);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new ScoreMap(ids, width, height, values);
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        for (int[] shape : new int[][] {{3, 5, 7}, {0, 2, 2}, {1, 1, 1}, {21, 63, 47}}) {
            ScoreMap written = scores(shape[0], shape[1], shape[2]);
            Path file = folder.resolve("s.npz");
            codec.write(written, file);
            ScoreMap read = codec.read(file);
            assertArrayEquals(written.classIds(), read.classIds());
            assertArrayEquals(written.scores(), read.scores());
            assertEquals(shape[1], read.width());
            assertEquals(shape[2], read.height());
        }
    }

    @Test
    void sameScoresSameBytesInEveryTimeZone() throws Exception {
        TimeZone here = TimeZone.getDefault();
        try {
            codec.write(scores(2, 3, 4), folder.resolve("a.npz"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            codec.write(scores(2, 3, 4), folder.resolve("b.npz"));
        } finally {
            TimeZone.setDefault(here);
        }
        assertEquals(-1, Files.mismatch(folder.resolve("a.npz"), folder.resolve("b.npz")));
    }

    /** Golden: the header exactly as numpy.save writes it for an int32 array of two. */
    @Test
    void theHeaderIsNumPys() {
        byte[] file = NpyFormat.file("<i4", new int[] {2}, ByteBuffer.allocate(8));
        String header =
                "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }" + " ".repeat(60);
        assertEquals("934e554d505901007600", HexFormat.of().formatHex(file, 0, 10));
        assertEquals(header + "\n", new String(file, 10, 118, StandardCharsets.ISO_8859_1));
        assertEquals(128 + 8, file.length);
    }

    private Path archive(byte[] keys, byte[] scores, boolean packed) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(packed ? 9 : 0);
            zip.putNextEntry(new ZipEntry("keys.npy"));
            zip.write(keys);
            zip.putNextEntry(new ZipEntry("scores.npy"));
            zip.write(scores);
        }
        return Files.write(folder.resolve("made.npz"), bytes.toByteArray());
    }

    private static byte[] array(String type, int valueBytes, int... shape) {
        return NpyFormat.file(type, shape, ByteBuffer.allocate(valueBytes));
    }

    @Test
    void packedArchivesAreReadToo() throws Exception {
        Path file = archive(array("<i4", 4, 1), array("<f4", 24, 1, 2, 3), true);
        assertEquals(3, codec.read(file).width());
    }

    private void assertRefused(byte[] keys, byte[] scores, String words) throws Exception {
        Path file = archive(keys, scores, true);
        var e = assertThrows(BadInputException.class, () -> codec.read(file));
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }

    @Test
    void wrongArrays() throws Exception {
        byte[] key = array("<i4", 4, 1);
        assertRefused(key, array("|O", 24, 1, 2, 3), "it holds |O");
        assertRefused(key, array("<f8", 48, 1, 2, 3), "it holds <f8");
        assertRefused(array("<i8", 8, 1), array("<f4", 24, 1, 2, 3), "its array keys");
        assertRefused(key, array("<f4", 24, 2, 3), "3 numbers are needed");
        assertRefused(key, array("<f4", 48, 2, 2, 3), "for 1 keys");
        assertRefused(key, array("<f4", 0, 1, 0, 3), "1 x 0 x 3");
        assertRefused(array("<i4", 8, 2), array("<f4", 8, 2, 1, 1), "each once");
        assertRefused(key, new byte[50], "no NumPy array");
        byte[] fortran =
                new String(array("<f4", 24, 1, 2, 3), StandardCharsets.ISO_8859_1)
                        .replace("False", "True ")
                        .getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(key, fortran, "damaged");
    }

    /** 8 gigabytes claimed, 24 bytes there. */
    @Test
    void lyingHeaders() throws Exception {
        byte[] key = array("<i4", 4, 1);
        assertRefused(key, array("<f4", 24, 1, 50_000, 40_000), "claims the shape");
        assertRefused(key, array("<f4", 24, 999_999_999, 999_999_999, 999_999_999), "claims");
        assertRefused(key, array("<f4", 20, 1, 2, 3), "has 20 bytes of data");
        assertRefused(array("<i4", 4, 500_000_000), array("<f4", 24, 1, 2, 3), "claims");
    }

    @Test
    void truncatedMissingOrNoArchive() throws Exception {
        Path file = folder.resolve("s.npz");
        assertThrows(BadInputException.class, () -> codec.read(file));
        codec.write(scores(3, 4, 5), file);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 13) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(BadInputException.class, () -> codec.read(file));
        }
        Files.writeString(file, "no archive at all");
        assertThrows(BadInputException.class, () -> codec.read(file));
    }

    /** Whatever the bytes, the answer is a map or the one exception. */
    @Test
    void damage() throws Exception {
        Path file = folder.resolve("s.npz");
        codec.write(scores(2, 3, 3), file);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(3);
        int refused = 0;
        for (int round = 0; round < 1000; round++) {
            byte[] damaged = whole.clone();
            for (int hit = 0; hit <= round % 4; hit++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            Files.write(file, damaged);
            try {
                codec.read(file);
            } catch (BadInputException e) {
                refused++;
            }
        }
        assertTrue(refused > 300, "only " + refused + " of 1000 refused");
    }

    /** A megabyte that is honestly 300: refused before it is unpacked. */
    @Test
    void aBombIsNotUnpacked() throws Exception {
        Path file = folder.resolve("bomb.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setLevel(1);
            zip.putNextEntry(new ZipEntry("keys.npy"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                zip.write(zeros);
            }
        }
        String message = assertThrows(BadInputException.class, () -> codec.read(file)).getMessage();
        assertTrue(message.contains("its array keys has 300 MiB unpacked, of 256"), message);
    }
}
