package org.espalier.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.api.data.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotographKindsTest {
    @TempDir Path folder;

    private Image read(BufferedImage image, String format) throws Exception {
        return TestImages.codec().read(TestImages.write(folder.resolve("x"), image, format));
    }

    private static void assertPixel(Image image, int x, int y, int rgb, int tolerance) {
        for (int channel = 0; channel < 3; channel++) {
            assertEquals(
                    rgb >> 16 - 8 * channel & 0xff,
                    image.value(x, y, channel),
                    tolerance,
                    "channel " + channel + " at " + x + ", " + y);
        }
    }

    @ParameterizedTest
    @CsvSource({"png, 0", "bmp, 0", "gif, 0", "jpg, 6"})
    void everyCommonKindHasTheSamePixels(String format, int tolerance) throws Exception {
        Image image =
                read(TestImages.quadrants(32, 16, BufferedImage.TYPE_3BYTE_BGR), format.strip());
        assertEquals(32, image.width());
        assertEquals(16, image.height());
        assertPixel(image, 3, 3, 0xff0000, tolerance);
        assertPixel(image, 28, 3, 0x00ff00, tolerance);
        assertPixel(image, 3, 12, 0x0000ff, tolerance);
        assertPixel(image, 28, 12, 0xffffff, tolerance);
    }

    /** The runtime's own conversion would make 100 a 168: it takes grey for linear light. */
    @ParameterizedTest
    @CsvSource({"png, 0", "jpg, 1"})
    void greyKeepsItsValue(String format, int tolerance) throws Exception {
        var grey = new BufferedImage(9, 7, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 63; i++) {
            grey.getRaster().setSample(i % 9, i / 9, 0, 100);
        }
        assertPixel(read(grey, format.strip()), 4, 4, 0x646464, tolerance);
    }

    @Test
    void sixteenBitGreyIsScaled() throws Exception {
        var grey = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        grey.getRaster().setSample(0, 0, 0, 65535);
        grey.getRaster().setSample(1, 0, 0, 100 * 257 + 100);
        Image image = read(grey, "png");
        assertPixel(image, 0, 0, 0xffffff, 0);
        assertPixel(image, 1, 0, 0x646464, 0);
    }

    @Test
    void sixteenBitColourIsScaledAndLaidOverWhite() throws Exception {
        Image opaque = read(deep(65535, 32768, 0, 65535), "png");
        assertPixel(opaque, 0, 0, 0xff8000, 0);
        Image clear = read(deep(65535, 32768, 0, 0), "png");
        assertPixel(clear, 0, 0, 0xffffff, 0);
    }

    private static BufferedImage deep(int... rgba) {
        var model =
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_sRGB),
                        true,
                        false,
                        Transparency.TRANSLUCENT,
                        DataBuffer.TYPE_USHORT);
        var raster = model.createCompatibleWritableRaster(1, 1);
        raster.setPixel(0, 0, rgba);
        return new BufferedImage(model, raster, false, null);
    }

    @Test
    void alphaIsLaidOverWhite() throws Exception {
        var image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xff102030);
        image.setRGB(1, 0, 0x00102030);
        image.setRGB(2, 0, 0x80000000);
        Image read = read(image, "png");
        assertPixel(read, 0, 0, 0x102030, 0);
        assertPixel(read, 1, 0, 0xffffff, 0);
        assertPixel(read, 2, 0, 0x7f7f7f, 0);
    }

    @Test
    void greyWithAlphaIsLaidOverWhite() throws Exception {
        var model =
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_GRAY),
                        true,
                        false,
                        Transparency.TRANSLUCENT,
                        DataBuffer.TYPE_BYTE);
        var raster = model.createCompatibleWritableRaster(2, 1);
        raster.setPixel(0, 0, new int[] {100, 255});
        raster.setPixel(1, 0, new int[] {100, 0});
        Image read = read(new BufferedImage(model, raster, false, null), "png");
        assertPixel(read, 0, 0, 0x646464, 0);
        assertPixel(read, 1, 0, 0xffffff, 0);
    }

    @Test
    void aTransparentPaletteIsLaidOverWhite() throws Exception {
        var palette =
                new IndexColorModel(
                        8, 2, new int[] {0xff0a0b0c, 0x00ff0000}, 0, true, 1, DataBuffer.TYPE_BYTE);
        var image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        image.getRaster().setSample(1, 0, 0, 1);
        Image read = read(image, "png");
        assertPixel(read, 0, 0, 0x0a0b0c, 0);
        assertPixel(read, 1, 0, 0xffffff, 0);
    }

    @Test
    void oneBitImagesAreBlackAndWhite() throws Exception {
        var image = new BufferedImage(9, 2, BufferedImage.TYPE_BYTE_BINARY);
        image.setRGB(8, 1, 0xffffffff);
        Image read = read(image, "png");
        assertPixel(read, 8, 1, 0xffffff, 0);
        assertPixel(read, 7, 1, 0x000000, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 255, 255, 0, 255, 0, 0",
        "255, 0, 0, 0, 0, 255, 255",
        "0, 0, 0, 255, 0, 0, 0",
        "0, 0, 0, 0, 255, 255, 255"
    })
    void inksBecomeColours(int c, int m, int y, int k, int red, int green, int blue)
            throws Exception {
        Path file = folder.resolve("inks.jpg");
        Files.write(file, TestImages.cmykJpeg(16, 16, c, m, y, k));
        assertPixel(TestImages.codec().read(file), 8, 8, red << 16 | green << 8 | blue, 40);
    }

    /** Each row: the orientation, then the colours of the upright image's four corners. */
    @ParameterizedTest
    @CsvSource({
        "1, ff0000, 00ff00, 0000ff, ffffff",
        "2, 00ff00, ff0000, ffffff, 0000ff",
        "3, ffffff, 0000ff, 00ff00, ff0000",
        "4, 0000ff, ffffff, ff0000, 00ff00",
        "5, ff0000, 0000ff, 00ff00, ffffff",
        "6, 0000ff, ff0000, ffffff, 00ff00",
        "7, ffffff, 00ff00, 0000ff, ff0000",
        "8, 00ff00, ffffff, ff0000, 0000ff",
        "9, ff0000, 00ff00, 0000ff, ffffff"
    })
    void theCameraWasHeldOtherwise(
            int orientation, String leftTop, String rightTop, String leftLow, String rightLow)
            throws Exception {
        var stored = TestImages.quadrants(64, 32, BufferedImage.TYPE_3BYTE_BGR);
        Path file = folder.resolve("held.jpg");
        for (boolean littleEndian : new boolean[] {true, false}) {
            Files.write(file, TestImages.rotatedJpeg(stored, orientation, littleEndian));
            Image image = TestImages.codec().read(file);
            boolean turned = orientation >= 5 && orientation <= 8;
            assertEquals(turned ? 32 : 64, image.width());
            assertEquals(turned ? 64 : 32, image.height());
            int right = image.width() - 3;
            int low = image.height() - 3;
            assertPixel(image, 2, 2, Integer.parseInt(leftTop, 16), 6);
            assertPixel(image, right, 2, Integer.parseInt(rightTop, 16), 6);
            assertPixel(image, 2, low, Integer.parseInt(leftLow, 16), 6);
            assertPixel(image, right, low, Integer.parseInt(rightLow, 16), 6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "gif"})
    void onePixelIsAnImage(String format) throws Exception {
        Image image = read(new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR), format);
        assertArrayEquals(new byte[3], image.rgb());
    }

    @ParameterizedTest
    @CsvSource({"20000, 1", "1, 20000"})
    void aLineIsAnImage(int width, int height) throws Exception {
        for (String format : new String[] {"png", "jpg"}) {
            Image image =
                    read(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR), format);
            assertEquals(width, image.width());
            assertEquals(height, image.height());
        }
    }

    @Test
    void anAnimationIsItsFirstFrame() throws Exception {
        Path file = folder.resolve("moving.gif");
        Files.write(file, TestImages.animatedGif(8, Color.ORANGE, Color.BLUE));
        assertPixel(TestImages.codec().read(file), 4, 4, 0xffc800, 0);
    }

    @Test
    void theNameSaysNothing() throws Exception {
        Path file = folder.resolve("really-a-png.jpg");
        TestImages.write(file, TestImages.quadrants(4, 4, BufferedImage.TYPE_3BYTE_BGR), "png");
        assertPixel(TestImages.codec().read(file), 0, 0, 0xff0000, 0);
    }
}
