package org.espalier.report;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.testing.NoPixels;

/** Makes pictures with nothing but the Java platform; reads and writes no file. */
final class FakeCodec extends NoPixels {
    @Override
    public byte[] thumbnail(Image image, int longSide) throws IOException {
        BufferedImage picture =
                new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                int rgb = 0;
                for (int channel = 0; channel < 3; channel++) {
                    rgb = rgb << 8 | image.value(x, y, channel);
                }
                picture.setRGB(x, y, rgb);
            }
        }
        return bytes(picture, longSide, "jpg");
    }

    @Override
    public byte[] overlay(LabelMap labels, int background, int longSide) throws IOException {
        BufferedImage picture =
                new BufferedImage(labels.width(), labels.height(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < labels.height(); y++) {
            for (int x = 0; x < labels.width(); x++) {
                int id = labels.label(x, y);
                boolean clear = id == background || id == ClassSet.VOID;
                picture.setRGB(x, y, clear ? 0 : 0xff000000 | ClassSet.colour(id));
            }
        }
        return bytes(picture, longSide, "png");
    }

    private static byte[] bytes(BufferedImage image, int longSide, String format)
            throws IOException {
        double scale =
                Math.min(1, (double) longSide / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        BufferedImage small = new BufferedImage(width, height, image.getType());
        var graphics = small.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                image.getType() == BufferedImage.TYPE_INT_RGB
                        ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
                        : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(small, format, out);
        return out.toByteArray();
    }
}
