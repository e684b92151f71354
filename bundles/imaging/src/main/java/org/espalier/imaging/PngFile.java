package org.espalier.imaging;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.espalier.api.data.BadInputException;

/**
 * The chunks of a PNG file. The runtime's reader does not look at their checksums, and takes pixels
 * for whole that are not.
 */
final class PngFile {
    /** What every PNG file begins with. */
    static final long SIGNATURE = 0x89504e470d0a1a0aL;

    private static final int BEGIN = 8;

    /** Length, type and checksum. */
    private static final int FRAME = 12;

    private static final int END = 0x49454e44;

    /** The bit of a chunk's type that says that pixels can be had without it. */
    private static final int ANCILLARY = 0x20000000;

    private PngFile() {}

    static boolean is(byte[] file) {
        return file.length >= BEGIN && ByteBuffer.wrap(file).getLong() == SIGNATURE;
    }

    /** Refuses a PNG file that is cut off, or with a chunk that is not as it was written. */
    static void check(byte[] bytes, Path file) throws BadInputException {
        if (!is(bytes)) {
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int type = 0;
        for (int at = BEGIN; type != END; ) {
            long left = (long) bytes.length - at - FRAME;
            int length = left < 0 ? -1 : in.getInt(at);
            if (length < 0 || length > left) {
                throw bad(file, "it is truncated");
            }
            type = in.getInt(at + 4);
            if ((type & ANCILLARY) == 0) {
                CRC32 sum = new CRC32();
                sum.update(bytes, at + 4, 4 + length);
                if ((int) sum.getValue() != in.getInt(at + 8 + length)) {
                    throw bad(file, "it is damaged: a checksum does not fit");
                }
            }
            at += FRAME + length;
        }
    }

    private static BadInputException bad(Path file, String wrong) {
        return new BadInputException(file.toString(), wrong, "a whole PNG file is needed");
    }
}
