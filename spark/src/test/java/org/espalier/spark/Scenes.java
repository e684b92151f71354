package org.espalier.spark;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Drawn photographs and masks that no learning was done on; the same number, the same bytes. */
final class Scenes {
    private static final Color[] COLOURS = {Color.RED, Color.GREEN, Color.BLUE};

    private Scenes() {}

    /**
     * Draws into a folder: {@code 00000.png} and so on, true masks in {@code masks/}.
     *
     * @param width of an image, in pixels; three quarters of it is the height
     */
    static Path draw(Path folder, int count, int width) throws IOException {
        Files.createDirectories(folder.resolve("masks"));
        for (int i = 0; i < count; i++) {
            String name = "%05d.png".formatted(i);
            Random random = new Random(i);
            int height = width * 3 / 4;
            var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            var mask = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
            for (int p = 0; p < width * height; p++) {
                image.setRGB(p % width, p / width, random.nextInt(0x404040) & 0x3f3f3f);
            }
            int shape = random.nextInt(COLOURS.length);
            int x = random.nextInt(width / 2);
            int y = random.nextInt(height / 2);
            fill(image, COLOURS[shape], x, y, width / 3);
            for (int r = y; r < Math.min(height, y + width / 3); r++) {
                for (int c = x; c < Math.min(width, x + width / 3); c++) {
                    mask.getRaster().setSample(c, r, 0, 1 + shape);
                }
            }
            ImageIO.write(image, "png", folder.resolve(name).toFile());
            ImageIO.write(mask, "png", folder.resolve("masks").resolve(name).toFile());
        }
        return folder;
    }

    private static void fill(BufferedImage image, Color colour, int x, int y, int side) {
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(x, y, side, side);
        graphics.dispose();
    }

    /** For a person who measures: folder, count, width. */
    public static void main(String[] arguments) throws IOException {
        draw(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    }
}
