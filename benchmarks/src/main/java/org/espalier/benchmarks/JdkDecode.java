package org.espalier.benchmarks;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Files to pixels by the Java runtime alone: {@code ImageIO.read} and {@code getRGB}. */
public final class JdkDecode implements Contender {
    private final List<Path> files;

    /** Looks for the files. */
    public JdkDecode(Setup setup) throws IOException {
        files =
                Pictures.jpegs(
                        setup.number("images"), setup.number("width"), setup.number("height"));
        ImageIO.setUseCache(false);
    }

    @Override
    public float[] run() throws IOException {
        byte[] rgb = {};
        for (Path file : files) {
            BufferedImage image = ImageIO.read(file.toFile());
            int width = image.getWidth();
            int height = image.getHeight();
            int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
            rgb = new byte[3 * pixels.length];
            for (int i = 0; i < pixels.length; i++) {
                rgb[3 * i] = (byte) (pixels[i] >> 16);
                rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
                rgb[3 * i + 2] = (byte) pixels[i];
            }
        }
        return JpegDecode.levels(rgb);
    }
}
