package org.espalier.crf.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;
import org.espalier.testing.SharedData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the outputs of the authors' C++, as wrapped for Python. */
class GoldenTest {
    private static final double CONFIDENCE = 0.7;

    private record Photo(String letter, int width, int height) {
        Image image() throws IOException {
            return new Image(width, height, bytes(letter + "_rgb_u8.raw"));
        }
    }

    private static final Photo A = new Photo("a", 320, 240);
    private static final Photo B = new Photo("b", 500, 375);
    private static final Photo C = new Photo("c", 64, 48);

    private static CrfParameters parameters(float sxy, float srgb, int iterations) {
        return new CrfParameters(iterations, 3, 3, sxy, srgb, 10);
    }

    static Stream<Arguments> cases() {
        return CrfFixture.maths()
                .flatMap(
                        math ->
                                Stream.of(
                                        Arguments.of(math, "a_s80_c13_t5", A, "a", 3),
                                        Arguments.of(math, "a_s50_c5_t10", A, "a", 3),
                                        Arguments.of(math, "b4_s80_c13_t10", B, "b", 4),
                                        Arguments.of(math, "b4_s50_c5_t10", B, "b", 4),
                                        Arguments.of(math, "b21_s80_c13_t10", B, "b", 21),
                                        Arguments.of(math, "b21_s50_c5_t10", B, "b", 21),
                                        Arguments.of(math, "c_s80_c13_t5", C, "c", 3)));
    }

    @ParameterizedTest(name = "{1}, {4} labels")
    @MethodSource("cases")
    void marginalsAreThoseOfTheReference(
            LabelMath math, String name, Photo photo, String letter, int labels)
            throws IOException {
        boolean colourful = name.contains("_s80_");
        var parameters =
                parameters(
                        colourful ? 80 : 50,
                        colourful ? 13 : 5,
                        Integer.parseInt(name.substring(name.lastIndexOf('t') + 1)));
        Unary unary =
                Unary.ofLabels(
                        new LabelMap(
                                photo.width,
                                photo.height,
                                bytes(letter + "_labels" + (labels == 4 ? "4" : "") + "_u8.raw")),
                        IntStream.range(0, labels).toArray(),
                        CONFIDENCE);
        ScoreMap inferred = CrfFixture.infer(math, photo.image(), unary, parameters);
        if (!letter.equals("c")) {
            byte[] map = bytes(name + "_map_u8.raw");
            assertArrayEquals(map, inferred.argmax().labels(), "argmax");
        }
        if (labels != 21) {
            float[] expected = planes(floats(name + "_Q_hwc_f32.raw"), labels);
            assertTrue(CrfFixture.largestDifference(expected, inferred.scores()) <= 1e-3);
            assertTrue(CrfFixture.meanDifference(expected, inferred.scores()) <= 1e-6);
        }
    }

    static Stream<Arguments> filters() {
        return Stream.of(
                Arguments.of("a_ones_gauss_f32", A, 0, 0, 10106),
                Arguments.of("b_ones_gauss_f32", B, 0, 0, 24540),
                Arguments.of("a_s50_c5_t10_ones_bilateral_f32", A, 50, 5, 37964),
                Arguments.of("a_s80_c13_t5_ones_bilateral_f32", A, 80, 13, 7038),
                Arguments.of("b_s50_c5_ones_bilateral_f32", B, 50, 5, 136081),
                Arguments.of("b_s80_c13_ones_bilateral_f32", B, 80, 13, 18985));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filters")
    void filterOfAConstantIsThatOfTheReference(
            String name, Photo photo, float sxy, float srgb, int vertices) throws IOException {
        ArrayPool pool = new ArrayPool();
        float[] expected = floats(name + ".raw");
        Lattice lattice =
                sxy == 0
                        ? SpatialLattice.build(new PixelOrder(photo.width, photo.height), 3, pool)
                        : BilateralLattice.build(photo.image(), sxy, srgb, pool);
        assertEquals(vertices, lattice.vertices, "corners of the lattice");
        float[] ones = Normalization.ones(lattice, pool);
        new PixelOrder(photo.width, photo.height)
                .forEachRun(
                        (x, y, count, position) -> {
                            for (int i = 0; i < count; i++) {
                                float there = expected[y * photo.width + x + i];
                                assertEquals(there, ones[position + i], 2e-5f * there);
                            }
                        });
    }

    private static Path golden(String file) {
        return SharedData.require("crf-golden").resolve(file);
    }

    private static byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(golden(file));
    }

    private static float[] floats(String file) throws IOException {
        byte[] bytes;
        if (Files.exists(golden(file))) {
            bytes = bytes(file);
        } else {
            try (var in = new GZIPInputStream(Files.newInputStream(golden(file + ".gz")))) {
                bytes = in.readAllBytes();
            }
        }
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    /** From label-contiguous to plane by plane. */
    private static float[] planes(float[] values, int labels) {
        float[] planes = new float[values.length];
        int pixels = values.length / labels;
        for (int i = 0; i < values.length; i++) {
            planes[i % labels * pixels + i / labels] = values[i];
        }
        return planes;
    }
}
