package org.espalier.api.imaging;

import java.io.IOException;
import java.nio.file.Path;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.osgi.annotation.versioning.ProviderType;

/** Reads photographs and masks and writes masks. */
@ProviderType
public interface ImageCodec {
    /**
     * Reads a photograph of any common kind (JPEG also in CMYK, PNG, GIF, BMP, 1 to 16 bits, grey,
     * alpha over white) as upright sRGB.
     *
     * @throws org.espalier.api.data.BadInputException when it is missing, empty, truncated, no
     *     image, or claims more pixels than the limit (this is seen before decoding)
     */
    Image read(Path file) throws IOException;

    /**
     * The same of a file's content.
     *
     * @param name what the file is called in messages
     */
    Image decode(byte[] content, Path name) throws IOException;

    /**
     * Reads a mask: an indexed PNG, whose palette indices are the class ids, or an 8-bit grey one,
     * whose grey values are.
     *
     * @throws org.espalier.api.data.BadInputException also when the file is neither
     */
    LabelMap readLabels(Path file) throws IOException;

    /**
     * The same of a file's content.
     *
     * @param name what the file is called in messages
     */
    LabelMap decodeLabels(byte[] content, Path name) throws IOException;

    /** What {@link #writeLabels} puts into a file. */
    byte[] encodeLabels(LabelMap labels) throws IOException;

    /** Writes a mask as an 8-bit indexed PNG in PASCAL VOC's palette, whole or not at all. */
    void writeLabels(LabelMap labels, Path file) throws IOException;

    /**
     * A photograph as the bytes of a JPEG file, for a report.
     *
     * @param longSide pixels of its longer side at most; a larger image is scaled down
     */
    byte[] thumbnail(Image image, int longSide) throws IOException;

    /**
     * A mask as the bytes of a PNG file, palette as in {@link #writeLabels}, void and background
     * transparent, to be laid over a {@link #thumbnail}.
     *
     * @param background the class id to leave out, or -1
     * @param longSide pixels of its longer side at most
     */
    byte[] overlay(LabelMap labels, int background, int longSide) throws IOException;
}
