package org.espalier.itests.bad;

import java.awt.color.ColorSpace;
import java.awt.image.BandedSampleModel;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Photographs that are unusual and can be used. Each has a size of its own. */
public final class OddImages {
    private OddImages() {}

    /**
     * A file and the size its mask must have.
     *
     * @param width upright
     * @param height upright
     */
    public record Odd(String name, byte[] content, int width, int height) {}

    /** All of them. */
    public static List<Odd> all() throws IOException {
        byte[] rotated = Pixels.file(25, 14, "jpg");
        return List.of(
                new Odd("plain.jpg", Pixels.file(41, 31, "jpg"), 41, 31),
                new Odd("photograph.png", Pixels.file(42, 32, "png"), 42, 32),
                new Odd("one.png", Pixels.file(1, 1, "png"), 1, 1),
                new Odd("line.png", Pixels.file(20_000, 1, "png"), 20_000, 1),
                new Odd("column.jpg", Pixels.file(1, 3_000, "jpg"), 1, 3_000),
                new Odd("jpeg-named.png", Pixels.file(43, 33, "jpg"), 43, 33),
                new Odd("alpha.png", encode(44, 34, BufferedImage.TYPE_4BYTE_ABGR), 44, 34),
                new Odd("sixteen.png", sixteenBits(45, 35), 45, 35),
                new Odd("grey.png", encode(46, 36, BufferedImage.TYPE_USHORT_GRAY), 46, 36),
                new Odd("two.png", encode(47, 37, BufferedImage.TYPE_BYTE_BINARY), 47, 37),
                new Odd("cmyk.jpg", cmyk(48, 38), 48, 38),
                new Odd("animated.gif", animated(49, 39), 49, 39),
                new Odd("turned.jpg", withExif(rotated, 6, 8), 14, 25),
                new Odd("exif-9.jpg", withExif(Pixels.file(51, 41, "jpg"), 9, 8), 51, 41),
                new Odd("exif-0.jpg", withExif(Pixels.file(52, 42, "jpg"), -1, 8), 52, 42),
                new Odd("exif-far.jpg", withExif(Pixels.file(53, 43, "jpg"), 6, 9_999), 53, 43),
                new Odd("exif-back.jpg", withExif(Pixels.file(54, 44, "jpg"), 6, -8), 54, 44));
    }

    private static byte[] encode(int width, int height, int type) throws IOException {
        return Pixels.encode(Pixels.noise(width, height, type), "png");
    }

    private static byte[] sixteenBits(int width, int height) throws IOException {
        var model =
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_sRGB),
                        false,
                        false,
                        1,
                        DataBuffer.TYPE_USHORT);
        var raster = model.createCompatibleWritableRaster(width, height);
        return Pixels.encode(new BufferedImage(model, raster, false, null), "png");
    }

    /** Four inks as Adobe writes them. */
    private static byte[] cmyk(int width, int height) throws IOException {
        var inks = new BandedSampleModel(DataBuffer.TYPE_BYTE, width, height, 4);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(new IIOImage(Raster.createWritableRaster(inks, null), null, null));
        } finally {
            writer.dispose();
        }
        byte[] adobe = "Adobe\0\144\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        return Pixels.withSegment(bytes.toByteArray(), 0xee, adobe);
    }

    private static byte[] animated(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int frame = 0; frame < 3; frame++) {
                var image = Pixels.noise(width, height, BufferedImage.TYPE_INT_RGB);
                var metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
                writer.writeToSequence(new IIOImage(image, null, metadata), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /**
     * @param orientation 1 to 8 are known
     * @param directory where the block says that its first directory is; 8 is right
     */
    private static byte[] withExif(byte[] jpeg, int orientation, int directory) {
        ByteBuffer exif = ByteBuffer.allocate(6 + 8 + 2 + 12 + 4);
        exif.put("Exif\0\0MM".getBytes(StandardCharsets.US_ASCII));
        exif.putShort((short) 42).putInt(directory).putShort((short) 1);
        exif.putShort((short) 0x0112).putShort((short) 3).putInt(1);
        exif.putShort((short) orientation).putShort((short) 0).putInt(0);
        return Pixels.withSegment(jpeg, 0xe1, exif.array());
    }
}
