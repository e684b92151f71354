package org.espalier.imaging;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.espalier.api.data.BadInputException;

/**
 * How many pixels a file of some bytes can hold at most, whatever its header claims: no packer gets
 * more into a byte.
 */
final class Capacity {
    /** What a byte of deflated data becomes at most. */
    private static final int DEFLATED = 1032;

    /** Each block of 8 x 8 pixels takes at least a bit. */
    private static final int JPEG_PIXELS = 512;

    /** A code of 12 bits stands for 4096 pixels at most. */
    private static final int GIF_PIXELS = 2731;

    /** Of a BMP file with runs, most pixels may be left out. */
    private static final int ANY = Integer.MAX_VALUE;

    private Capacity() {}

    /** Refuses a header that claims more; the claim is of sides of at least 1 pixel. */
    static void check(byte[] bytes, Path file, int width, int height) throws BadInputException {
        if (PngFile.is(bytes)) {
            long row = (width * (long) pngBits(bytes) + 7) / 8 + 1;
            check(file, width, height, height * row, DEFLATED, bytes.length);
        } else {
            int most = bytes[0] == 'G' ? GIF_PIXELS : bytes[0] == 'B' ? ANY : JPEG_PIXELS;
            check(file, width, height, (long) width * height, most, bytes.length);
        }
    }

    /** Bits of a pixel: those of a sample, and how many samples a pixel of this type has. */
    private static int pngBits(byte[] png) {
        int samples =
                switch (png[25]) {
                    case 2 -> 3;
                    case 4 -> 2;
                    case 6 -> 4;
                    default -> 1;
                };
        return ByteBuffer.wrap(png).get(24) * samples;
    }

    private static void check(
            Path file, int width, int height, long needed, int perByte, int length)
            throws BadInputException {
        if (needed > (long) perByte * length) {
            throw new BadInputException(
                    file.toString(),
                    "its header claims %d x %d pixels, which its %d bytes cannot hold"
                            .formatted(width, height, length),
                    "a whole image is needed");
        }
    }
}
