package org.espalier.imaging;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.espalier.api.data.BadInputException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadImagesTest {
    @TempDir Path folder;

    private static BufferedImage noise(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(1);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt());
        }
        return image;
    }

    /** The message names the file and holds these words. */
    private void assertRefused(byte[] content, String... words) throws Exception {
        Path file = Files.write(folder.resolve("bad-one.jpg"), content);
        var e = assertThrows(BadInputException.class, () -> TestImages.codec().read(file));
        for (String word : words) {
            assertTrue(e.getMessage().contains(word), () -> word + " not in " + e.getMessage());
        }
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "jpg, 0.5",
        "jpg, 0.9",
        "jpg, 0.99",
        "jpg, 0.05",
        "png, 0.5",
        "png, 0.9",
        "png, 0.02",
        "gif, 0.5",
        "gif, 0.9",
        "bmp, 0.5",
        "bmp, 0.99",
        "bmp, 0.001"
    })
    void truncated(String format, double share) throws Exception {
        byte[] whole = TestImages.encode(noise(60, 50), format.strip());
        assertRefused(Arrays.copyOf(whole, (int) (whole.length * share)));
    }

    @Test
    void aJpegWithoutItsLastBytesIsTruncated() throws Exception {
        byte[] whole = TestImages.encode(noise(64, 64), "jpg");
        assertRefused(Arrays.copyOf(whole, whole.length - 40), "truncated");
    }

    @Test
    void empty() throws Exception {
        assertRefused(new byte[0], "it is empty");
    }

    @Test
    void textWithAnImagesName() throws Exception {
        assertRefused(
                "<html>404 not found</html>".getBytes(StandardCharsets.UTF_8),
                "it is no image of a known kind",
                "JPEG, PNG, GIF and BMP");
    }

    @Test
    void missingOrAFolder() {
        var codec = TestImages.codec();
        var e = assertThrows(BadInputException.class, () -> codec.read(folder.resolve("none.jpg")));
        assertTrue(e.getMessage().contains("there is no such file"), e.getMessage());
        assertThrows(BadInputException.class, () -> codec.read(folder));
        assertThrows(BadInputException.class, () -> codec.readLabels(folder));
    }

    /** 3.6 gigabytes of pixels in a few hundred bytes: refused without taking the memory. */
    @Test
    void aHeaderBeyondTheLimitIsRefusedBeforeDecoding() throws Exception {
        byte[] png =
                TestImages.encode(new BufferedImage(4, 4, BufferedImage.TYPE_3BYTE_BGR), "png");
        byte[] lying = TestImages.claiming(png, 30_000, 40_000);
        Assertions.assertTimeout(
                Duration.ofSeconds(2),
                () ->
                        assertRefused(
                                lying,
                                "claims 30000 x 40000",
                                "50 megapixels are read (maxMegapixels)"));
        byte[] jpeg = TestImages.encode(noise(16, 16), "jpg");
        assertRefused(TestImages.claimingJpeg(jpeg, 32_000, 32_000), "claims 32000 x 32000");
    }

    @Test
    void theLimitIsConfigured() throws Exception {
        Path file = TestImages.write(folder.resolve("a.png"), noise(1001, 1000), "png");
        TestImages.codec(2).read(file);
        var e = assertThrows(BadInputException.class, () -> TestImages.codec(1).read(file));
        assertTrue(e.getMessage().contains("at most 1 megapixels"), e.getMessage());
    }

    @Test
    void aFileLongerThanAnyImageIsNotRead() throws Exception {
        Path file = folder.resolve("long.jpg");
        try (var sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }
        var e = assertThrows(BadInputException.class, () -> TestImages.codec().read(file));
        assertTrue(e.getMessage().contains("bytes"), e.getMessage());
    }

    @Test
    void aHeaderWithinTheLimitThatLiesIsRefused() throws Exception {
        byte[] png = TestImages.encode(noise(8, 8), "png");
        assertRefused(TestImages.claiming(png, 6000, 6000), "6000 x 6000", "bytes cannot hold");
        assertRefused(TestImages.claiming(png, 0, 8));
        assertRefused(TestImages.claiming(png, -5, 8));
        byte[] jpeg = TestImages.encode(noise(64, 64), "jpg");
        assertRefused(TestImages.claimingJpeg(jpeg, 640, 640));
    }

    /** The size of what is within stands nowhere in the header, nor does its length have to fit. */
    @Test
    void aBmpFileThatHoldsAnotherIsRefused() throws Exception {
        byte[] inner = TestImages.encode(noise(300, 200), "png");
        byte[] bmp = TestImages.encode(noise(8, 8), "bmp");
        int begin = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).getInt(10);
        byte[] holder = Arrays.copyOf(bmp, begin + inner.length);
        System.arraycopy(inner, 0, holder, begin, inner.length);
        ByteBuffer header = ByteBuffer.wrap(holder).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(2, holder.length).putInt(30, 5).putInt(34, inner.length);
        assertRefused(holder, "a PNG file in place of pixels", "pixels of its own");
        header.putInt(30, 4).putInt(34, Integer.MAX_VALUE);
        assertRefused(holder, "a JPEG file in place of pixels");
    }

    /** Whatever the bytes, the answer is an image or the one exception. */
    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "gif", "bmp"})
    void damage(String format) throws Exception {
        byte[] whole = TestImages.encode(noise(20, 20), format);
        byte[] exif = TestImages.rotatedJpeg(noise(20, 20), 6, true);
        Random random = new Random(7);
        var codec = TestImages.codec(1);
        Path file = folder.resolve("damaged");
        int refused = 0;
        for (int round = 0; round < 400; round++) {
            byte[] damaged = (format.equals("jpg") && round % 2 == 0 ? exif : whole).clone();
            for (int hit = 0; hit <= round % 5; hit++) {
                int reach = round % 3 == 0 ? Math.min(80, damaged.length) : damaged.length;
                damaged[random.nextInt(reach)] = (byte) random.nextInt();
            }
            Files.write(file, damaged);
            try {
                codec.read(file);
            } catch (BadInputException e) {
                refused++;
            }
        }
        assertTrue(refused > 10, "only " + refused + " of 400 refused");
    }
}
