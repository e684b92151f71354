package org.espalier.crf.dense;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.testing.SharedData;

/**
 * What is measured: a photograph of 500 x 375 pixels with its labels. The one beside the project
 * where it is there, or else an invented one, whose figures are not comparable.
 */
final class Photograph {
    static final int WIDTH = 500;
    static final int HEIGHT = 375;

    private Photograph() {}

    static Image image() {
        Path file = SharedData.root().resolve("crf-golden/b_rgb_u8.raw");
        byte[] rgb = Files.exists(file) ? read(file) : invented(3, 256);
        return new Image(WIDTH, HEIGHT, rgb);
    }

    static Unary unary(int labels) {
        String name = "crf-golden/b_labels" + (labels == 4 ? "4" : "") + "_u8.raw";
        Path file = SharedData.root().resolve(name);
        byte[] ids = Files.exists(file) ? read(file) : invented(1, Math.min(labels, 4));
        int[] classIds = IntStream.range(0, labels).toArray();
        try {
            return Unary.ofLabels(new LabelMap(WIDTH, HEIGHT, ids), classIds, 0.7);
        } catch (BadInputException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Smooth waves with noise. */
    private static byte[] invented(int channels, int levels) {
        Random random = new Random(1);
        byte[] values = new byte[channels * WIDTH * HEIGHT];
        for (int i = 0; i < values.length; i++) {
            int pixel = i / channels;
            double x = pixel % WIDTH / 60.0;
            double y = pixel / WIDTH / 45.0;
            double wave = 0.5 + 0.45 * Math.sin(x + i % channels) * Math.cos(y);
            values[i] = (byte) (levels * Math.min(0.99, wave + 0.04 * random.nextDouble()));
        }
        return values;
    }
}
