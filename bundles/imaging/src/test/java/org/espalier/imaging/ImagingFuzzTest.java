package org.espalier.imaging;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;
import org.espalier.testing.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagingFuzzTest {
    @TempDir Path folder;

    private static BufferedImage picture(int type) {
        return TestImages.quadrants(24, 18, type);
    }

    /** The sums of all chunks made right, so that what is in them is looked at. */
    private static byte[] withSums(byte[] whole, byte[] changed) {
        byte[] png = changed.clone();
        ByteBuffer in = ByteBuffer.wrap(png);
        for (int at = 8; at + 12 <= png.length; ) {
            int length = in.getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                break;
            }
            CRC32 sum = new CRC32();
            sum.update(png, at + 4, 4 + length);
            in.putInt(at + 8 + length, (int) sum.getValue());
            at += 12 + length;
        }
        return png;
    }

    @Test
    void masks() throws Exception {
        Path right = folder.resolve("right.png");
        TestImages.codec().writeLabels(new LabelMap(9, 7, new byte[63]), right);
        var codec = TestImages.codec(4);
        new Fuzz(folder.resolve("fuzzed.png"), codec::readLabels)
                .from(Files.readAllBytes(right))
                .from(TestImages.encode(picture(BufferedImage.TYPE_BYTE_GRAY), "png"))
                .from(TestImages.encode(picture(BufferedImage.TYPE_BYTE_INDEXED), "png"))
                .with("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "iCCP", "zTXt")
                .repairing(ImagingFuzzTest::withSums)
                .run();
    }

    @Test
    void photographs() throws Exception {
        BufferedImage picture = picture(BufferedImage.TYPE_3BYTE_BGR);
        var codec = TestImages.codec(4);
        new Fuzz(folder.resolve("fuzzed.jpg"), codec::read)
                .from(TestImages.encode(picture, "jpg"))
                .from(TestImages.rotatedJpeg(picture, 6, true))
                .from(TestImages.rotatedJpeg(picture, 3, false))
                .from(TestImages.cmykJpeg(16, 16, 10, 20, 30, 40))
                .from(TestImages.encode(picture, "gif"))
                .from(TestImages.animatedGif(12, Color.RED, Color.BLUE))
                .from(TestImages.encode(picture, "bmp"))
                .from(TestImages.encode(picture(BufferedImage.TYPE_4BYTE_ABGR), "png"))
                .with(
                        "\u00ff\u00e1",
                        "\u00ff\u00c4",
                        "Exif\0\0",
                        "II*\0",
                        "JFIF",
                        "Adobe",
                        "NETSCAPE")
                .repairing(ImagingFuzzTest::withSums)
                .run();
    }

    @Test
    void scores() throws Exception {
        Path right = folder.resolve("right.npz");
        var codec = new NpzScoreCodec();
        codec.write(new ScoreMap(new int[] {0, 3}, 3, 2, new float[12]), right);
        new Fuzz(folder.resolve("fuzzed.npz"), codec::read)
                .from(Files.readAllBytes(right))
                .with("PK\1\2", "PK\3\4", "PK\5\6", "\u0093NUMPY", "'descr'", "|O", "True", "<f8")
                .repairing((whole, changed) -> withNumpySum(changed))
                .run();
    }

    /** The sums in an archive made right; the local ones are not looked at. */
    private static byte[] withNumpySum(byte[] changed) {
        byte[] zip = changed.clone();
        ByteBuffer in = ByteBuffer.wrap(zip).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + 46 <= zip.length; at++) {
            if (in.getInt(at) != 0x02014b50) {
                continue;
            }
            int size = in.getInt(at + 20);
            int local = in.getInt(at + 42);
            if (local >= 0 && local < zip.length - 30) {
                int begin = local + 30 + in.getShort(local + 26) + in.getShort(local + 28);
                if (begin > 0 && size >= 0 && begin < zip.length && size <= zip.length - begin) {
                    CRC32 sum = new CRC32();
                    sum.update(zip, begin, size);
                    in.putInt(at + 16, (int) sum.getValue());
                }
            }
        }
        return zip;
    }
}
