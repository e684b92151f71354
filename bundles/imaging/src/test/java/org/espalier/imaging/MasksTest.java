package org.espalier.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasksTest {
    @TempDir Path folder;
    private final ImageIoCodec codec = TestImages.codec();

    private static LabelMap all256(int width, int height) {
        byte[] labels = new byte[width * height];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (i * 7);
        }
        return new LabelMap(width, height, labels);
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        Path file = folder.resolve("sub/mask.png");
        for (int[] size : new int[][] {{1, 1}, {37, 19}, {20000, 1}, {1, 300}}) {
            LabelMap labels = all256(size[0], size[1]);
            codec.writeLabels(labels, file);
            assertEquals(labels, codec.readLabels(file));
        }
    }

    @Test
    void theFileIsIndexedWithVocsPaletteAndAlwaysTheSameBytes() throws Exception {
        Path file = folder.resolve("mask.png");
        codec.writeLabels(all256(30, 20), file);
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(8, bytes[24], "bits");
        assertEquals(3, bytes[25], "indexed");
        var palette = (IndexColorModel) ImageIO.read(file.toFile()).getColorModel();
        assertEquals(256, palette.getMapSize());
        assertEquals(0xff800000, palette.getRGB(1));
        assertEquals(0xff004080, palette.getRGB(20));
        assertEquals(0xffe0e0c0, palette.getRGB(255));
        codec.writeLabels(all256(30, 20), file);
        assertArrayEquals(bytes, Files.readAllBytes(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void theIndexCountsNotTheColour(int bits) throws Exception {
        int colours = 1 << bits;
        // Every entry has the same colour: only the index tells them apart.
        byte[] same = new byte[colours];
        var palette = new IndexColorModel(bits, colours, same, same, same);
        int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
        var image = new BufferedImage(13, 5, type, palette);
        for (int i = 0; i < 65; i++) {
            image.getRaster().setSample(i % 13, i / 13, 0, i % colours);
        }
        LabelMap labels = codec.readLabels(TestImages.write(folder.resolve("m.png"), image, "png"));
        for (int i = 0; i < 65; i++) {
            assertEquals(i % colours, labels.label(i % 13, i / 13));
        }
    }

    @Test
    void greyValuesAreIds() throws Exception {
        var image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(1, 0, 0, 20);
        image.getRaster().setSample(2, 0, 0, 255);
        LabelMap labels = codec.readLabels(TestImages.write(folder.resolve("g.png"), image, "png"));
        assertArrayEquals(new byte[] {0, 20, (byte) 255}, labels.labels());
    }

    private void assertRefused(byte[] content, String words) throws Exception {
        Path file = Files.write(folder.resolve("bad-mask.png"), content);
        var e = assertThrows(BadInputException.class, () -> codec.readLabels(file));
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }

    @Test
    void coloursNameNoClass() throws Exception {
        assertRefused(
                TestImages.encode(TestImages.quadrants(4, 4, BufferedImage.TYPE_3BYTE_BGR), "png"),
                "RGB");
        assertRefused(
                TestImages.encode(new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB), "png"),
                "RGB");
        assertRefused(
                TestImages.encode(new BufferedImage(4, 4, BufferedImage.TYPE_USHORT_GRAY), "png"),
                "grey of 16 bits");
        assertRefused(
                TestImages.encode(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "jpg"),
                "no whole PNG");
    }

    @Test
    void truncatedEmptyOrLying() throws Exception {
        Path file = folder.resolve("whole.png");
        codec.writeLabels(all256(50, 40), file);
        byte[] whole = Files.readAllBytes(file);
        for (double share : new double[] {0.01, 0.3, 0.5, 0.8, 0.9}) {
            assertRefused(Arrays.copyOf(whole, (int) (whole.length * share)), "");
        }
        assertRefused(new byte[0], "it is empty");
        assertRefused(TestImages.claiming(whole, 60_000, 60_000), "claims 60000 x 60000");
        assertRefused(TestImages.claiming(whole, 5000, 5000), "");
    }

    @Test
    void thumbnailAndOverlayHaveOneSize() throws Exception {
        for (int[] size : new int[][] {{500, 375}, {20000, 1}, {1, 1}, {99, 333}, {200, 200}}) {
            byte[] rgb = new byte[3 * size[0] * size[1]];
            new Random(1).nextBytes(rgb);
            BufferedImage photo = decode(codec.thumbnail(new Image(size[0], size[1], rgb), 200));
            BufferedImage mask = decode(codec.overlay(all256(size[0], size[1]), 0, 200));
            assertEquals(photo.getWidth(), mask.getWidth());
            assertEquals(photo.getHeight(), mask.getHeight());
            assertTrue(Math.max(mask.getWidth(), mask.getHeight()) <= 200);
        }
    }

    private static BufferedImage decode(byte[] bytes) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    @Test
    void anOverlayShowsTheObjectsAlone() throws Exception {
        var labels = new LabelMap(4, 1, new byte[] {0, 1, (byte) ClassSet.VOID, 2});
        BufferedImage overlay = decode(codec.overlay(labels, 0, 100));
        assertEquals(0, overlay.getRGB(0, 0) >>> 24);
        assertEquals(0xff800000, overlay.getRGB(1, 0));
        assertEquals(0, overlay.getRGB(2, 0) >>> 24);
        assertEquals(0xff008000, overlay.getRGB(3, 0));
        BufferedImage all = decode(codec.overlay(labels, -1, 100));
        assertEquals(0xff000000, all.getRGB(0, 0));
    }

    @Test
    void aThumbnailIsTheMeanOfItsCells() throws Exception {
        ByteBuffer rgb = ByteBuffer.allocate(3 * 64 * 64);
        for (int i = 0; i < 64 * 64; i++) {
            byte value = (byte) (i % 2 == 0 ? 200 : 100);
            rgb.put(value).put(value).put(value);
        }
        BufferedImage small = decode(codec.thumbnail(new Image(64, 64, rgb.array()), 16));
        assertEquals(16, small.getWidth());
        assertEquals(150, small.getRGB(8, 8) & 0xff, 1);
    }
}
