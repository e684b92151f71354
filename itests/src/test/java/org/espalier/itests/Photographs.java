package org.espalier.itests;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;

/** A folder of small photographs of two classes; one in five is cut off in the middle. */
final class Photographs {
    private static final int WIDTH = 88;
    private static final int HEIGHT = 66;

    private Photographs() {}

    static void put(Path root, int train, int val) throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < train + val; i++) {
            String tag = i % 2 == 0 ? "ball" : "box";
            Path folder = root.resolve(i < train ? "train" : "val").resolve(tag);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(photograph(tag, random), "png", bytes);
            byte[] whole = bytes.toByteArray();
            Files.write(
                    Files.createDirectories(folder).resolve("image" + i + ".png"),
                    i % 5 == 3 ? Arrays.copyOf(whole, whole.length / 2) : whole);
        }
    }

    private static BufferedImage photograph(String tag, Random random) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            image.setRGB(i % WIDTH, i / WIDTH, 0x404040 + random.nextInt(0x40) * 0x010101);
        }
        Graphics2D graphics = image.createGraphics();
        int x = random.nextInt(WIDTH / 2);
        int y = random.nextInt(HEIGHT / 2);
        if (tag.equals("ball")) {
            graphics.setColor(Color.ORANGE);
            graphics.fillOval(x, y, HEIGHT / 2, HEIGHT / 2);
        } else {
            graphics.setColor(Color.CYAN);
            graphics.fillRect(x, y, WIDTH / 2, HEIGHT / 3);
        }
        graphics.dispose();
        return image;
    }
}
