package org.espalier.itests.bad;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Images in files, whole and otherwise. */
public final class Pixels {
    /** Where a PNG file has its size. */
    private static final int PNG_SIZE = 16;

    private static final int PNG_HEADER_END = 29;

    private Pixels() {}

    /** Noise, which no packer makes small. */
    public static BufferedImage noise(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(width * 31L + height);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt());
        }
        return image;
    }

    /** A photograph in a file. */
    public static byte[] file(int width, int height, String format) throws IOException {
        return encode(noise(width, height, BufferedImage.TYPE_3BYTE_BGR), format);
    }

    /** A mask as we write them: all of the same id. */
    public static byte[] mask(int width, int height, int id) throws IOException {
        byte[] grey = new byte[256];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) i;
        }
        var palette = new IndexColorModel(8, grey.length, grey, grey, grey);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette);
        byte[] ids = new byte[width * height];
        Arrays.fill(ids, (byte) id);
        image.getRaster().setDataElements(0, 0, width, height, ids);
        return encode(image, "png");
    }

    static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, out)) {
            throw new IOException("no writer for " + format);
        }
        return out.toByteArray();
    }

    static byte[] cut(byte[] whole, double share) {
        return Arrays.copyOf(whole, (int) (whole.length * share));
    }

    /** Another size in a PNG's header, its checksum made right. */
    static byte[] claiming(byte[] png, int width, int height) {
        byte[] lying = png.clone();
        ByteBuffer header = ByteBuffer.wrap(lying);
        header.putInt(PNG_SIZE, width).putInt(PNG_SIZE + 4, height);
        CRC32 crc = new CRC32();
        crc.update(lying, 12, PNG_HEADER_END - 12);
        header.putInt(PNG_HEADER_END, (int) crc.getValue());
        return lying;
    }

    /** The same with one byte changed, at a share of its length. */
    static byte[] flipped(byte[] whole, double share) {
        byte[] flipped = whole.clone();
        flipped[(int) (whole.length * share)] ^= 0x55;
        return flipped;
    }

    /** A segment behind a JPEG's first marker. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + 4 + content.length);
        out.put(jpeg, 0, 2).put((byte) 0xff).put((byte) marker);
        out.putShort((short) (content.length + 2)).put(content);
        return out.put(jpeg, 2, jpeg.length - 2).array();
    }
}
