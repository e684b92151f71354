package org.espalier.crf.dense;

import java.util.Random;
import java.util.stream.Stream;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;

/** What the tests of this bundle share. */
final class CrfFixture {
    private CrfFixture() {}

    /** The inner loops that can be tried here; the tests' virtual machine is given the module. */
    static Stream<LabelMath> maths() {
        return VectorMath.fast()
                ? Stream.of(new PlainMath(), new VectorMath())
                : Stream.of(new PlainMath());
    }

    static Engine engine(LabelMath math, int threads) {
        return Engine.of(MathChoice.of(math), threads, 50_000_000);
    }

    static ScoreMap infer(LabelMath math, Image image, Unary unary, CrfParameters parameters)
            throws BadInputException {
        try (var terms = new WholeTerms(image, parameters, engine(math, 1))) {
            return terms.infer(unary);
        }
    }

    /** Coloured patches with noise. */
    static Image image(int width, int height, long seed) {
        Random random = new Random(seed);
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int patch = (x * 3 / width + y * 2 / height) * 60;
                for (int c = 0; c < 3; c++) {
                    rgb[(y * width + x) * 3 + c] = (byte) (patch + c * 20 + random.nextInt(25));
                }
            }
        }
        return new Image(width, height, rgb);
    }

    /** Probabilities that favour one label by patches, with noise. */
    static ScoreMap scores(int width, int height, int labels, long seed) {
        Random random = new Random(seed);
        float[] values = new float[labels * width * height];
        int[] ids = new int[labels];
        for (int k = 0; k < labels; k++) {
            ids[k] = k;
            for (int i = 0; i < width * height; i++) {
                int favoured = (i % width * 3 / width + i / width * 2 / height) % labels;
                values[k * width * height + i] =
                        0.05f + random.nextFloat() * (favoured == k ? 0.8f : 0.5f);
            }
        }
        return new ScoreMap(ids, width, height, values);
    }

    static float largestDifference(float[] expected, float[] actual) {
        float largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i] - actual[i]));
        }
        return largest;
    }

    static double meanDifference(float[] expected, float[] actual) {
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            sum += Math.abs(expected[i] - actual[i]);
        }
        return sum / expected.length;
    }
}
