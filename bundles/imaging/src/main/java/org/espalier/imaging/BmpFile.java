package org.espalier.imaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.espalier.api.data.BadInputException;

/**
 * What the header of a BMP file says of its pixels. They may be a JPEG or PNG file in themselves,
 * which is meant for printers: the runtime's reader would take as much memory as the header tells
 * it to, and decode an image whose size nobody has looked at.
 */
final class BmpFile {
    private static final int HEADER_LENGTH_AT = 14;
    private static final int COMPRESSION_AT = 30;

    /** The length of the one header that knows no compression. */
    private static final int OLD_HEADER = 12;

    private static final int JPEG = 4;
    private static final int PNG = 5;

    private BmpFile() {}

    static boolean is(byte[] file) {
        return file.length >= COMPRESSION_AT + Integer.BYTES && file[0] == 'B' && file[1] == 'M';
    }

    /** Refuses a BMP file that holds another file in place of pixels. */
    static void check(byte[] bytes, Path file) throws BadInputException {
        if (!is(bytes)) {
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int compression = in.getInt(COMPRESSION_AT);
        if (in.getInt(HEADER_LENGTH_AT) != OLD_HEADER
                && (compression == JPEG || compression == PNG)) {
            throw new BadInputException(
                    file.toString(),
                    "it holds a %s file in place of pixels"
                            .formatted(compression == JPEG ? "JPEG" : "PNG"),
                    "a BMP file with pixels of its own is needed, or that file by itself");
        }
    }
}
