package org.espalier.imaging;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BandedSampleModel;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.espalier.testing.TestSettings;

/** Files of every kind, made here. */
final class TestImages {
    private TestImages() {}

    static ImageIoCodec codec() {
        return new ImageIoCodec(TestSettings.defaults().as(ImagingConfiguration.class));
    }

    static ImageIoCodec codec(int maxMegapixels) {
        var settings = TestSettings.of("maxMegapixels", maxMegapixels);
        return new ImageIoCodec(settings.as(ImagingConfiguration.class));
    }

    /** Red and green above, blue and white below. */
    static BufferedImage quadrants(int width, int height, int type) {
        var image = new BufferedImage(width, height, type);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.RED);
        g.fillRect(0, 0, width / 2, height / 2);
        g.setColor(Color.GREEN);
        g.fillRect(width / 2, 0, width - width / 2, height / 2);
        g.setColor(Color.BLUE);
        g.fillRect(0, height / 2, width / 2, height - height / 2);
        g.setColor(Color.WHITE);
        g.fillRect(width / 2, height / 2, width - width / 2, height - height / 2);
        g.dispose();
        return image;
    }

    static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, out)) {
            throw new IOException("no writer for " + format);
        }
        return out.toByteArray();
    }

    static Path write(Path file, BufferedImage image, String format) throws IOException {
        return Files.write(file, encode(image, format));
    }

    /** A JPEG of four inks as Adobe writes it: inverted, with its marker. */
    static byte[] cmykJpeg(int width, int height, int c, int m, int y, int k) throws IOException {
        var model = new BandedSampleModel(DataBuffer.TYPE_BYTE, width, height, 4);
        WritableRaster raster = Raster.createWritableRaster(model, null);
        int[] inks = {255 - c, 255 - m, 255 - y, 255 - k};
        for (int band = 0; band < 4; band++) {
            for (int i = 0; i < width * height; i++) {
                raster.setSample(i % width, i / width, band, inks[band]);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = new ImageProviders().jpegWriter();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(new IIOImage(raster, null, null));
        } finally {
            writer.dispose();
        }
        byte[] adobe = "Adobe\0\144\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        return withSegment(bytes.toByteArray(), 0xee, adobe);
    }

    /** Puts a segment behind a JPEG's first marker. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + 4 + content.length);
        out.put(jpeg, 0, 2).put((byte) 0xff).put((byte) marker);
        out.putShort((short) (content.length + 2)).put(content);
        return out.put(jpeg, 2, jpeg.length - 2).array();
    }

    /** A JPEG whose Exif block says how the camera was held. */
    static byte[] rotatedJpeg(BufferedImage stored, int orientation, boolean littleEndian)
            throws IOException {
        ByteBuffer exif = ByteBuffer.allocate(6 + 8 + 2 + 12 + 4);
        exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        exif.put((littleEndian ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
        exif.order(littleEndian ? java.nio.ByteOrder.LITTLE_ENDIAN : java.nio.ByteOrder.BIG_ENDIAN);
        exif.putShort((short) 42).putInt(8).putShort((short) 1);
        exif.putShort((short) 0x0112).putShort((short) 3).putInt(1);
        exif.putShort((short) orientation).putShort((short) 0).putInt(0);
        return withSegment(encode(stored, "jpg"), 0xe1, exif.array());
    }

    /** Frames of one colour each. */
    static byte[] animatedGif(int size, Color... colours) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (Color colour : colours) {
                var frame = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
                Graphics2D g = frame.createGraphics();
                g.setColor(colour);
                g.fillRect(0, 0, size, size);
                g.dispose();
                var metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), null);
                writer.writeToSequence(new IIOImage(frame, null, metadata), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Makes a PNG's header claim another size, checksum included. */
    static byte[] claiming(byte[] png, int width, int height) {
        byte[] lying = png.clone();
        ByteBuffer header = ByteBuffer.wrap(lying);
        header.putInt(16, width).putInt(20, height);
        CRC32 crc = new CRC32();
        crc.update(lying, 12, 17);
        header.putInt(29, (int) crc.getValue());
        return lying;
    }

    /** Makes a JPEG's frame header claim another size. */
    static byte[] claimingJpeg(byte[] jpeg, int width, int height) {
        byte[] lying = jpeg.clone();
        for (int at = 2; at < lying.length; ) {
            int marker = lying[at + 1] & 0xff;
            if (marker >= 0xc0 && marker <= 0xc2) {
                ByteBuffer.wrap(lying).putShort(at + 5, (short) height);
                ByteBuffer.wrap(lying).putShort(at + 7, (short) width);
                return lying;
            }
            at += 2 + ByteBuffer.wrap(lying).getShort(at + 2);
        }
        throw new IllegalArgumentException("no frame header");
    }
}
