package org.espalier.report;

import java.util.Random;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;

/** Drawn scenes: a ball of some class before a landscape, and masks of it, good and less good. */
record FakeScenes(int width, int height, int classes) {
    private record Ball(int id, double x, double y, double radius) {
        double distance(int px, int py) {
            return Math.hypot(px - x, py - y) / radius;
        }
    }

    private Ball ball(int number) {
        Random random = new Random(number);
        random.nextDouble();
        return new Ball(
                1 + random.nextInt(classes - 1),
                width * (0.3 + 0.4 * random.nextDouble()),
                height * (0.35 + 0.3 * random.nextDouble()),
                height * (0.15 + 0.25 * random.nextDouble()));
    }

    int id(int number) {
        return ball(number).id();
    }

    Image image(int number) {
        Ball ball = ball(number);
        Random random = new Random(number);
        int hue = random.nextInt(60);
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double horizon = height * (0.6 + 0.08 * Math.sin(x / 40.0 + number));
                int grain = random.nextInt(10);
                double d = ball.distance(x, y);
                int light = (int) (120 * Math.max(0, 1 - d));
                int[] colour =
                        d < 1
                                ? new int[] {110 + light, 60 + hue + light, 60 + light}
                                : y < horizon
                                        ? new int[] {150 + hue + y / 6, 175 + y / 6, 195 + y / 8}
                                        : new int[] {95 + hue, 110 + hue / 2, 80};
                for (int c = 0; c < 3; c++) {
                    rgb[(y * width + x) * 3 + c] = (byte) Math.min(255, colour[c] + grain);
                }
            }
        }
        return new Image(width, height, rgb);
    }

    LabelMap truth(int number) {
        return mask(number, 0, true);
    }

    /**
     * A mask of which the outline wobbles.
     *
     * @param error 0 none, 1 much
     */
    LabelMap predicted(int number, double error) {
        return mask(number, error, false);
    }

    private LabelMap mask(int number, double error, boolean border) {
        Ball ball = ball(number);
        Random random = new Random(number * 31L);
        double shrink = 1 - error * random.nextDouble();
        double wobble = error * 0.15;
        double shift = error * ball.radius() * (random.nextDouble() - 0.5);
        byte[] labels = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double angle = Math.atan2(y - ball.y(), x - ball.x());
                double edge = shrink + wobble * Math.sin(angle * 3 + number);
                double d = ball.distance((int) (x - shift), y);
                if (d < edge) {
                    labels[y * width + x] = (byte) ball.id();
                } else if (border && d < edge + 0.04) {
                    labels[y * width + x] = (byte) ClassSet.VOID;
                }
            }
        }
        return new LabelMap(width, height, labels);
    }
}
