package org.espalier.imaging;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.espalier.api.data.Image;

/** Whatever was decoded, as sRGB of 8 bits a channel; what is transparent is laid over white. */
final class RgbConversion {
    private RgbConversion() {}

    static Image toImage(BufferedImage from) {
        ColorModel model = from.getColorModel();
        boolean grey =
                !(model instanceof IndexColorModel)
                        && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        if (from.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            return fromBytes(from);
        }
        return grey ? fromGrey(from) : fromColour(from);
    }

    /** The kind that nearly all photographs are: no conversion, three times as fast. */
    private static Image fromBytes(BufferedImage from) {
        int width = from.getWidth();
        int height = from.getHeight();
        // Asked for its elements, the raster gives them in the order R G B.
        byte[] rgb = new byte[3 * width * height];
        from.getRaster().getDataElements(0, 0, width, height, rgb);
        return new Image(width, height, rgb);
    }

    /**
     * Samples of grey files are sRGB values like any other. The runtime takes them for linear light
     * and would brighten them, hence not by way of its colour model.
     */
    private static Image fromGrey(BufferedImage from) {
        Raster raster = from.getRaster();
        int width = from.getWidth();
        double top = Math.pow(2, from.getColorModel().getComponentSize(0)) - 1;
        int bands = raster.getNumBands();
        int[] row = new int[width * bands];
        byte[] rgb = new byte[3 * width * from.getHeight()];
        int out = 0;
        for (int y = 0; y < from.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                double grey = row[x * bands] / top;
                double alpha = bands > 1 ? row[x * bands + 1] / top : 1;
                byte value = (byte) Math.round(255 * (grey * alpha + 1 - alpha));
                rgb[out++] = value;
                rgb[out++] = value;
                rgb[out++] = value;
            }
        }
        return new Image(width, from.getHeight(), rgb);
    }

    private static Image fromColour(BufferedImage from) {
        int width = from.getWidth();
        int[] row = new int[width];
        byte[] rgb = new byte[3 * width * from.getHeight()];
        int out = 0;
        for (int y = 0; y < from.getHeight(); y++) {
            from.getRGB(0, y, width, 1, row, 0, width);
            for (int argb : row) {
                int alpha = argb >>> 24;
                rgb[out++] = overWhite(argb >> 16 & 0xff, alpha);
                rgb[out++] = overWhite(argb >> 8 & 0xff, alpha);
                rgb[out++] = overWhite(argb & 0xff, alpha);
            }
        }
        return new Image(width, from.getHeight(), rgb);
    }

    private static byte overWhite(int value, int alpha) {
        return (byte) (alpha == 255 ? value : (value * alpha + 255 * (255 - alpha) + 127) / 255);
    }

    /** For writers: the same pixels as the runtime's image. */
    static BufferedImage toBuffered(Image image) {
        var to = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        byte[] rgb = image.rgb();
        int[] row = new int[image.width()];
        for (int y = 0, i = 0; y < image.height(); y++) {
            for (int x = 0; x < row.length; x++, i += 3) {
                row[x] = (rgb[i] & 0xff) << 16 | (rgb[i + 1] & 0xff) << 8 | rgb[i + 2] & 0xff;
            }
            to.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        return to;
    }
}
