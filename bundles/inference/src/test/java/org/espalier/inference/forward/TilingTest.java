package org.espalier.inference.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.api.data.Image;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Parameters;
import org.espalier.inference.Stage;
import org.espalier.inference.TestEngine;
import org.espalier.inference.engine.EngineInference;
import org.espalier.inference.network.Architecture;
import org.espalier.inference.network.MobileNetV2;
import org.espalier.inference.network.Tiny;
import org.junit.jupiter.api.Test;

class TilingTest {
    private static Image image(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        new SplittableRandom(9).nextBytes(rgb);
        return new Image(width, height, rgb);
    }

    @Test
    void everyFeatureIsTakenOnceFromWellInsideAPiece() {
        for (int length : new int[] {129, 257, 641, 1025}) {
            for (int overlap : new int[] {0, 32, 64}) {
                for (int pieces = 1; pieces < 8; pieces++) {
                    Axis axis = Axis.cut(length, pieces, 32, overlap);
                    assertTrue(axis.count() <= pieces);
                    check(axis, 16);
                }
            }
        }
    }

    private static void check(Axis axis, int stride) {
        int next = 0;
        for (int i = 0; i < axis.count(); i++) {
            int first = axis.first(i) / stride;
            assertEquals(next, first, axis + " piece " + i);
            next = axis.end(i, stride);
            assertEquals(0, axis.start(i) % 32);
            assertTrue(i == 0 || axis.first(i) - axis.start(i) >= axis.overlap());
            int last = (next - 1) * stride;
            int end = axis.start(i) + axis.piece() - 1;
            assertTrue(last <= end && end < axis.length());
            assertTrue(i == axis.count() - 1 || end - last >= axis.overlap());
        }
        assertEquals((axis.length() - 1) / stride + 1, next, axis.toString());
    }

    @Test
    void reachIsThatOfTheConvolutions() {
        assertEquals(1, Tiny.at(8).reach(1));
        assertEquals(1 + 2 + 4, Tiny.at(8).reach(2));
        assertEquals(1 + 2 + 4 + 4 + 8 + 8 + 8, Tiny.at(8).reach(4));
        assertEquals(490, 2 * MobileNetV2.at(32).reach(8), "491 pixels in all");
    }

    @Test
    void noPieceIsLargerThanWanted() {
        Architecture mobile = MobileNetV2.at(16);
        for (int height : new int[] {1025, 2049}) {
            for (long most : new long[] {500_000, 1_000_000, 2_000_000}) {
                Tiling tiling = Tiling.of(height, 2 * height - 1, mobile, List.of("stage6"), most);
                assertTrue(tiling.tiles() > 1);
                assertTrue((long) tiling.rows().piece() * tiling.columns().piece() <= most);
            }
        }
        assertEquals(1, Tiling.of(1025, 1025, mobile, List.of("stage6"), 2_000_000).tiles());
        assertEquals(
                1, Tiling.of(1024, 1024, mobile, List.of("stage6"), 1000).tiles(), "unaligned");
    }

    @Test
    void tinyInPiecesIsTinyInOne() throws IOException {
        EngineInference engine = TestEngine.withoutWeights();
        for (int stride : Tiny.OUTPUT_STRIDES) {
            Backbone tiny = engine.backbone("tiny", stride);
            try (Parameters parameters = engine.parameters(tiny.initial(4))) {
                same(tiny, Tiny.at(stride), parameters, 257, 321, 30_000);
            }
        }
    }

    /** A mean over the image as well: it is that of the whole. */
    private static void same(
            Backbone backbone,
            Architecture architecture,
            Parameters parameters,
            int height,
            int width,
            long most)
            throws IOException {
        List<String> stages = backbone.stages().stream().map(Stage::name).toList();
        ImageBatch batch =
                new ImageBatch(width, height, backbone.normalisation())
                        .add(image(width, height), false);
        Map<String, List<FeatureMap>> whole = backbone.features(batch, stages, parameters);
        Tiling tiling = Tiling.of(height, width, architecture, stages, most);
        assertTrue(tiling.tiles() > 1);
        List<Integer> pixels = new ArrayList<>();
        Map<String, FeatureMap> pieces =
                tiling.features(
                        batch.planes(0),
                        (planes, h, w) -> {
                            pixels.add(h * w);
                            Map<String, FeatureMap> first = new LinkedHashMap<>();
                            ImageBatch piece =
                                    new ImageBatch(w, h, backbone.normalisation())
                                            .addPlanes(planes);
                            backbone.features(piece, stages, parameters)
                                    .forEach((stage, maps) -> first.put(stage, maps.get(0)));
                            return first;
                        });
        assertEquals(tiling.tiles(), pixels.size());
        assertTrue(pixels.stream().allMatch(p -> p <= most));
        for (String stage : stages) {
            float[] expected = whole.get(stage).get(0).values();
            assertArrayEquals(expected, pieces.get(stage).values(), TOLERANCE, stage);
            assertEquals(mean(expected), mean(pieces.get(stage).values()), TOLERANCE, stage);
        }
    }

    /** Kernels differ with the shape; what is near a border of a piece would differ by far more. */
    private static final float TOLERANCE = 1e-4f;

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
