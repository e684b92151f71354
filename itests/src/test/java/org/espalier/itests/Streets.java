package org.espalier.itests;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * A small CamVid of made-up streets: sky above, road below, and in front of them a house, a car,
 * both or neither.
 */
final class Streets {
    static final int SKY = 0;
    static final int BUILDING = 1;
    static final int ROAD = 3;
    static final int CAR = 8;
    static final int UNLABELLED = 11;

    private static final int WIDTH = 96;
    private static final int HEIGHT = 72;
    private static final int HORIZON = 32;

    private Streets() {}

    static void put(Path root, int train, int val) throws IOException {
        Random random = new Random(11);
        for (int i = 0; i < train + val; i++) {
            String split = i < train ? "train" : "val";
            BufferedImage mask = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
            fill(mask, 0, 0, WIDTH, HORIZON, SKY);
            fill(mask, 0, HORIZON, WIDTH, HEIGHT, ROAD);
            if (i % 2 == 0) {
                int left = random.nextInt(WIDTH / 2);
                fill(mask, left, 8, left + 32, HORIZON, BUILDING);
            }
            if (i / 2 % 2 == 0) {
                int left = random.nextInt(WIDTH / 2);
                fill(mask, left, 36, left + 36, 60, CAR);
            }
            fill(mask, 0, HORIZON - 1, WIDTH, HORIZON + 1, UNLABELLED);
            write(photograph(mask, random), root, split, "street" + i);
            write(mask, root, split + "annot", "street" + i);
        }
    }

    private static void write(BufferedImage image, Path root, String folder, String name)
            throws IOException {
        Path file = Files.createDirectories(root.resolve(folder)).resolve(name + ".png");
        ImageIO.write(image, "png", file.toFile());
    }

    private static void fill(BufferedImage mask, int left, int top, int right, int bottom, int id) {
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                mask.getRaster().setSample(x, y, 0, id);
            }
        }
    }

    private static BufferedImage photograph(BufferedImage mask, Random random) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int colour =
                        switch (mask.getRaster().getSample(x, y, 0)) {
                            case SKY -> 0x80a0d0;
                            case BUILDING -> y / 4 % 2 == 0 ? 0xa05030 : 0x703020;
                            case CAR -> 0xd0c010;
                            default -> 0x505050;
                        };
                image.setRGB(x, y, colour + random.nextInt(0x20) * 0x010101);
            }
        }
        return image;
    }
}
