package org.espalier.imaging;

import java.nio.file.Path;
import org.espalier.api.data.BadInputException;

/**
 * How large an image may be. A few bytes can claim any size, so the claim is checked before memory
 * is taken for it.
 *
 * @param megapixels millions of pixels
 */
record PixelLimit(int megapixels) {
    /** Samples of 16 bits in four channels, uncompressed: no honest image needs more. */
    private static final int BYTES_PER_PIXEL = 8;

    private static final long OVERHEAD = 16 << 20;

    private long pixels() {
        return megapixels * 1_000_000L;
    }

    /** Refuses a header that claims too much. */
    void checkSize(Path file, int width, int height) throws BadInputException {
        if (width < 1 || height < 1) {
            throw new BadInputException(
                    file.toString(),
                    "its header claims %d x %d pixels".formatted(width, height),
                    "an image has at least one");
        }
        if ((long) width * height > pixels()) {
            throw new BadInputException(
                    file.toString(),
                    "its header claims %d x %d pixels".formatted(width, height),
                    "at most %d megapixels are read (maxMegapixels)".formatted(megapixels));
        }
    }

    /** Refuses a file that is longer than any image within the limit. */
    void checkLength(Path file, long bytes) throws BadInputException {
        if (bytes > Math.min(pixels() * BYTES_PER_PIXEL + OVERHEAD, Integer.MAX_VALUE - 8L)) {
            throw new BadInputException(
                    file.toString(),
                    "it has " + bytes + " bytes",
                    "no image of up to %d megapixels (maxMegapixels) needs that many"
                            .formatted(megapixels));
        }
    }
}
