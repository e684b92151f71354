package org.espalier.classification;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** One image of 2 x 3 places and one of 1 x 2, so that the second is padded. */
class BagTest {
    /** Two channels: the values of the first image, then those of the second. */
    private static final float[] LARGE = {3, -1, 4, 1, -5, 9, -1, -2, -3, -4, -5, -6};

    private static final float[] SMALL = {-2, -7, 6, 8};

    /** The highest counts once, the lowest half. */
    private static final IntFunction<float[]> ENDS =
            n -> {
                float[] weights = new float[n];
                weights[0] += 1;
                weights[n - 1] += 0.5f;
                return weights;
            };

    private static Bag bag(NDManager manager, IntFunction<float[]> weights) {
        return Bag.of(
                manager,
                List.of(
                        manager.create(LARGE, new Shape(1, 2, 2, 3)),
                        manager.create(SMALL, new Shape(1, 2, 1, 2))),
                weights);
    }

    @Test
    void placesLieSideBySideAndAreMasked() throws IOException {
        TestEngine.ENGINE.run(
                m -> {
                    Bag bag = bag(m, ENDS);
                    assertEquals(new Shape(2, 2, 6), bag.features().getShape());
                    assertArrayEquals(
                            new float[] {
                                3, -1, 4, 1, -5, 9, -1, -2, -3, -4, -5, -6, //
                                -2, -7, 0, 0, 0, 0, 6, 8, 0, 0, 0, 0
                            },
                            bag.features().toFloatArray());
                    assertArrayEquals(
                            new float[] {1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0},
                            bag.mask().toFloatArray());
                    assertArrayEquals(
                            new float[] {0.5f, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0.5f, 1},
                            bag.weights().toFloatArray());
                    return null;
                });
    }

    @Test
    void paddingTakesNoPartInAnyPooling() throws IOException {
        TestEngine.ENGINE.run(
                m -> {
                    Bag bag = bag(m, ENDS);
                    NDArray values = bag.features();
                    assertArrayEquals(
                            new float[] {11f / 6, -3.5f, -4.5f, 7},
                            bag.mean(values).toFloatArray(),
                            1e-6f);
                    assertArrayEquals(new float[] {9, -1, -2, 8}, bag.max(values).toFloatArray());
                    assertArrayEquals(
                            new float[] {6.5f, -4, -5.5f, 11}, bag.ranked(values).toFloatArray());
                    return null;
                });
    }

    /** What an activation of the padding is, such as a bias, does not matter either. */
    @Test
    void activationsOfThePaddingDoNotMatter() throws IOException {
        TestEngine.ENGINE.run(
                m -> {
                    Bag bag = bag(m, ENDS);
                    NDArray shifted = bag.features().add(m.create(1000f));
                    assertEquals(995.5f, bag.mean(shifted).toFloatArray()[2], 1e-3);
                    assertEquals(998, bag.max(shifted).toFloatArray()[2], 1e-3);
                    assertEquals(1494.5f, bag.ranked(shifted).toFloatArray()[2], 1e-3);
                    return null;
                });
    }

    @Test
    void theBestPlaceIsTheFirstOfEqualOnesAndNeverPadding() throws IOException {
        TestEngine.ENGINE.run(
                m -> {
                    NDArray best = bag(m, ENDS).best(bag(m, ENDS).features());
                    assertArrayEquals(
                            new float[] {
                                0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, //
                                1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0
                            },
                            best.toFloatArray());
                    NDArray equal = m.create(new float[] {1, 7, 7, 7}, new Shape(1, 1, 2, 2));
                    Bag bag = Bag.of(m, List.of(equal), ENDS);
                    assertArrayEquals(
                            new float[] {0, 1, 0, 0}, bag.best(bag.features()).toFloatArray());
                    return null;
                });
    }

    private static float[] gradient(BiFunction<Bag, NDArray, NDArray> pooling) throws IOException {
        return TestEngine.ENGINE.run(
                m -> {
                    Bag bag = bag(m, ENDS);
                    NDArray x = bag.features();
                    x.setRequiresGradient(true);
                    try (GradientCollector collector = m.getEngine().newGradientCollector()) {
                        collector.backward(pooling.apply(bag, x).sum());
                    }
                    return x.getGradient().toFloatArray();
                });
    }

    @Test
    void gradientsReachThePlacesThatCountAndNoOthers() throws IOException {
        float sixth = 1f / 6;
        float half = 0.5f;
        assertArrayEquals(
                new float[] {
                    sixth, sixth, sixth, sixth, sixth, sixth, //
                    sixth, sixth, sixth, sixth, sixth, sixth, //
                    half, half, 0, 0, 0, 0, half, half, 0, 0, 0, 0
                },
                gradient(Bag::mean),
                1e-6f);
        assertArrayEquals(
                new float[] {
                    0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, //
                    1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0
                },
                gradient(Bag::max));
        assertArrayEquals(
                new float[] {
                    0, 0, 0, 0, half, 1, 1, 0, 0, 0, 0, half, //
                    1, half, 0, 0, 0, 0, half, 1, 0, 0, 0, 0
                },
                gradient(Bag::ranked));
        assertArrayEquals(
                new float[] {
                    0, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 0, //
                    2, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0
                },
                gradient((bag, x) -> x.mul(bag.best(x)).mul(2)));
    }
}
