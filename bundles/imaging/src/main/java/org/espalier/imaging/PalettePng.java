package org.espalier.imaging;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;

/**
 * Masks as PNG files in which a pixel is an index into PASCAL VOC's palette, which is its class.
 */
final class PalettePng {
    private static final int GREY = 0;
    private static final int INDEXED = 3;

    private final ImageProviders providers;
    private final ImageDecoder decoder;

    PalettePng(ImageProviders providers, ImageDecoder decoder) {
        this.providers = providers;
        this.decoder = decoder;
    }

    LabelMap read(Path file) throws IOException {
        return decode(decoder.bytes(file), file);
    }

    /** The same of a file's content. */
    LabelMap decode(byte[] bytes, Path file) throws IOException {
        checkKind(bytes, file);
        return decoder.decode(bytes, file, image -> labels(image.getRaster()));
    }

    private static LabelMap labels(Raster raster) {
        int width = raster.getWidth();
        int[] row = new int[width];
        byte[] labels = new byte[width * raster.getHeight()];
        for (int y = 0, out = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, width, 1, 0, row);
            for (int index : row) {
                labels[out++] = (byte) index;
            }
        }
        return new LabelMap(width, raster.getHeight(), labels);
    }

    /** By the header: once decoded, grey of few bits looks like a palette. */
    private static void checkKind(byte[] bytes, Path file) throws BadInputException {
        String right = "a mask is an indexed PNG, or an 8-bit grey one, with class ids for values";
        ByteBuffer header = ByteBuffer.wrap(bytes);
        if (bytes.length < 26 || header.getLong(0) != PngFile.SIGNATURE) {
            throw new BadInputException(file.toString(), "it is no whole PNG file", right);
        }
        int bits = bytes[24];
        int kind = bytes[25];
        if (kind != INDEXED && (kind != GREY || bits != 8)) {
            String name =
                    Set.of(2, 6).contains(kind)
                            ? "colours (RGB), which name no class"
                            : "grey of %d bits%s".formatted(bits, kind == 4 ? " and alpha" : "");
            throw new BadInputException(file.toString(), "its pixels are " + name, right);
        }
    }

    /**
     * The bytes of a PNG file with 8 bits a pixel and all 256 colours.
     *
     * @param clear the ids that are transparent
     */
    byte[] write(LabelMap labels, Set<Integer> clear) throws IOException {
        IndexColorModel palette = palette(clear);
        var image =
                new BufferedImage(
                        labels.width(), labels.height(), BufferedImage.TYPE_BYTE_INDEXED, palette);
        image.getRaster().setDataElements(0, 0, labels.width(), labels.height(), labels.labels());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = providers.pngWriter();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(new IIOImage(image, null, null));
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static IndexColorModel palette(Set<Integer> clear) {
        int[] argb = new int[256];
        for (int id = 0; id < argb.length; id++) {
            argb[id] = ClassSet.colour(id) | (clear.contains(id) ? 0 : 0xff000000);
        }
        return new IndexColorModel(
                8, argb.length, argb, 0, !clear.isEmpty(), -1, java.awt.image.DataBuffer.TYPE_BYTE);
    }
}
