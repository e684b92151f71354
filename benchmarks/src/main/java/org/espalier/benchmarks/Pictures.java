package org.espalier.benchmarks;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.espalier.testing.SharedData;

/** JPEG files of one size: photographs where there are any beside the project, else drawn ones. */
final class Pictures {
    private Pictures() {}

    /** The same files in every process. */
    static List<Path> jpegs(int count, int width, int height) throws IOException {
        Path folder = SharedData.root().resolve("data/voc2012/VOCdevkit/VOC2012/JPEGImages");
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    if (found.size() < count && isOf(file, width, height)) {
                        found.add(file);
                    }
                }
            }
        }
        for (int i = found.size(); i < count; i++) {
            found.add(drawn(i, width, height));
        }
        return found;
    }

    private static boolean isOf(Path file, int width, int height) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            return reader.getWidth(0) == width && reader.getHeight(0) == height;
        } finally {
            reader.dispose();
        }
    }

    /** Waves of colour with noise. */
    private static Path drawn(int seed, int width, int height) throws IOException {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = 0;
                for (int c = 0; c < 3; c++) {
                    double wave =
                            Math.sin(x / (20.0 + 9 * c + seed)) * Math.cos(y / (30.0 - 5 * c));
                    int level = (int) (128 + 90 * wave + 20 * random.nextDouble());
                    rgb = rgb << 8 | level;
                }
                image.setRGB(x, y, rgb);
            }
        }
        File file = File.createTempFile("espalier-benchmark", ".jpg");
        file.deleteOnExit();
        ImageIO.write(image, "jpeg", file);
        return file.toPath();
    }
}
