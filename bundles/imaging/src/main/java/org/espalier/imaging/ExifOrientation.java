package org.espalier.imaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.espalier.api.data.Image;

/**
 * How a camera was held: the orientation tag of a JPEG file's Exif block, and what makes such an
 * image upright. A block that cannot be read counts as none.
 *
 * @param code 1 to 8 as Exif numbers them; 1 is upright
 */
record ExifOrientation(int code) {
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;

    /** Reads the tag from the segments before the image data. */
    static ExifOrientation of(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        if (file.length < 4 || in.getShort(0) != (short) 0xffd8) {
            return new ExifOrientation(1);
        }
        int at = 2;
        while (at + 4 <= file.length && in.get(at) == (byte) 0xff) {
            int marker = in.get(at + 1) & 0xff;
            int length = in.getShort(at + 2) & 0xffff;
            if (marker == 0xda || length < 2 || at + 2 + length > file.length) {
                break;
            }
            if (marker == 0xe1 && length >= 16 && in.getInt(at + 4) == 0x45786966) {
                return new ExifOrientation(tag(in.slice(at + 10, length - 8)));
            }
            at += 2 + length;
        }
        return new ExifOrientation(1);
    }

    /** Looks the tag up in the first directory of a TIFF block. */
    private static int tag(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = tiff.getInt(4) & 0xffffffffL;
        if (directory + 2 > tiff.limit()) {
            return 1;
        }
        int entries = tiff.getShort((int) directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (entry + 12 > tiff.limit()) {
                return 1;
            }
            int at = (int) entry;
            if (tiff.getShort(at) == ORIENTATION && tiff.getShort(at + 2) == SHORT) {
                int code = tiff.getShort(at + 8);
                return code >= 1 && code <= 8 ? code : 1;
            }
        }
        return 1;
    }

    /** Turns and mirrors the image as the tag says. */
    Image upright(Image image) {
        if (code == 1) {
            return image;
        }
        boolean swaps = code >= 5;
        int width = swaps ? image.height() : image.width();
        int height = swaps ? image.width() : image.height();
        byte[] from = image.rgb();
        byte[] to = new byte[from.length];
        for (int y = 0, out = 0; y < height; y++) {
            for (int x = 0; x < width; x++, out += 3) {
                System.arraycopy(from, 3 * source(x, y, image), to, out, 3);
            }
        }
        return new Image(width, height, to);
    }

    /** Which stored pixel belongs at a place of the upright image. */
    private int source(int x, int y, Image stored) {
        int right = stored.width() - 1;
        int bottom = stored.height() - 1;
        return switch (code) {
            case 2 -> y * stored.width() + right - x;
            case 3 -> (bottom - y) * stored.width() + right - x;
            case 4 -> (bottom - y) * stored.width() + x;
            case 5 -> x * stored.width() + y;
            case 6 -> (bottom - x) * stored.width() + y;
            case 7 -> (bottom - x) * stored.width() + right - y;
            case 8 -> x * stored.width() + right - y;
            default -> y * stored.width() + x;
        };
    }
}
