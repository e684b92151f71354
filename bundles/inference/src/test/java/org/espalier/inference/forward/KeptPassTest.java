package org.espalier.inference.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ForwardPass;
import org.espalier.inference.Parameters;
import org.espalier.inference.Rectification;
import org.espalier.inference.Reference;
import org.espalier.inference.Stage;
import org.espalier.inference.TestEngine;
import org.espalier.inference.engine.EngineInference;
import org.espalier.inference.network.Architecture;
import org.espalier.inference.network.Block;
import org.espalier.inference.network.Convolution;
import org.espalier.inference.network.Initialisation;
import org.espalier.inference.network.MobileNetV2;
import org.espalier.inference.network.Padding;
import org.espalier.inference.network.Tiny;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptPassTest {
    private static final int CLASSES = 3;

    private final EngineInference engine = TestEngine.withoutWeights();

    private static Architecture network(String name, int outputStride) {
        return name.equals("tiny") ? Tiny.at(outputStride) : MobileNetV2.build(outputStride, 8);
    }

    private static Map<String, Tensor> parameters(Architecture network) {
        return Reference.parameters(network.convolutions(0, network.stages().size()), 11);
    }

    private static NDArray gaussian(NDManager manager, Shape shape, long seed) {
        return manager.create(Reference.gaussian((int) shape.size(), 1, seed), shape);
    }

    @ParameterizedTest
    @CsvSource({
        "mobilenetv2,32,33,65,SAME", "mobilenetv2,16,32,48,SAME", "mobilenetv2,16,65,33,SYMMETRIC",
        "mobilenetv2,8,34,33,SYMMETRIC", "tiny,8,25,33,SYMMETRIC", "tiny,4,24,17,SYMMETRIC"
    })
    void plainDerivativesAreTheEnginesGradients(
            String name, int outputStride, int height, int width, Padding padding)
            throws IOException {
        Architecture network = network(name, outputStride);
        int stages = network.stages().size();
        engine.run(
                manager -> {
                    Parameters p = Parameters.of(manager, parameters(network));
                    NDArray x = gaussian(manager, new Shape(1, 3, height, width), 2);
                    KeptPass pass = new KeptPass(network, x, 0, stages, p, padding);
                    Shape out = pass.output().getShape();
                    NDArray incoming =
                            gaussian(
                                    manager,
                                    new Shape(CLASSES, out.get(1), out.get(2), out.get(3)),
                                    3);
                    List<String> points =
                            network.stages().stream().limit(stages - 1).map(Stage::name).toList();
                    Map<String, NDArray> found =
                            pass.derivatives(incoming, points, Rectification.PLAIN);
                    assertEquals(points, List.copyOf(found.keySet()));
                    for (int s = 0; s < stages - 1; s++) {
                        x = network.run(s, x, p, padding);
                        for (int k = 0; k < CLASSES; k++) {
                            near(
                                    gradient(network, x, s + 1, p, padding, incoming.get(k)),
                                    found.get(points.get(s)).get(k),
                                    points.get(s) + ", class " + k);
                        }
                    }
                    return null;
                });
    }

    /** The gradient as the engine records it: that of zeros added to the features. */
    private static NDArray gradient(
            Architecture network,
            NDArray features,
            int from,
            Parameters parameters,
            Padding padding,
            NDArray incoming) {
        NDArray leaf = features.zerosLike();
        leaf.setRequiresGradient(true);
        try (GradientCollector collector =
                features.getManager().getEngine().newGradientCollector()) {
            NDArray y = features.add(leaf);
            for (int s = from; s < network.stages().size(); s++) {
                // Arrays in between are closed by the stage; the record keeps them alive.
                y = network.run(s, y, parameters, padding);
            }
            collector.backward(y.mul(incoming.expandDims(0)).sum());
        }
        return leaf.getGradient().squeeze(0);
    }

    private static void near(NDArray expected, NDArray actual, String what) {
        assertEquals(expected.getShape(), actual.getShape());
        float scale = expected.abs().max().getFloat();
        float difference = actual.sub(expected).abs().max().getFloat();
        assertTrue(scale > 0, what + " is zero");
        assertTrue(difference <= 1e-4f * scale, what + " differs by " + difference / scale);
    }

    @ParameterizedTest
    @CsvSource({"stage3,2", "stage1,1", "input,0"})
    void plainDerivativesAreFiniteDifferences(String point, int from) throws IOException {
        int first = point.equals("input") ? 0 : from;
        Backbone tiny = engine.backbone("tiny", 8);
        engine.run(
                manager -> {
                    Parameters p = Parameters.of(manager, parameters(Tiny.at(8)));
                    NDArray x =
                            tiny.forward(
                                    gaussian(manager, new Shape(1, 3, 17, 25), 4), 0, first, p);
                    ForwardPass pass = tiny.pass(x, first, 4, p);
                    NDArray weights = gaussian(manager, pass.output().getShape(), 5);
                    String input = pass.points().get(0);
                    NDArray slope =
                            pass.derivatives(weights, List.of(input), Rectification.PLAIN)
                                    .get(input);
                    float norm = slope.norm().getFloat();
                    // along the slope itself, where single precision tells most
                    NDArray direction = slope.mul(1e-2f / norm);
                    double ahead = at(tiny, x.add(direction), first, p, weights);
                    double behind = at(tiny, x.sub(direction), first, p, weights);
                    double expected = (ahead - behind) / 2;
                    double actual = slope.mul(direction).sum().getFloat();
                    assertEquals(expected, actual, 1e-2 * Math.abs(expected));
                    return null;
                });
    }

    /** Summed in double precision: differences of large sums are small. */
    private static double at(
            Backbone backbone, NDArray x, int from, Parameters p, NDArray weights) {
        float[] products = backbone.forward(x, from, 4, p).mul(weights).toFloatArray();
        double sum = 0;
        for (float product : products) {
            sum += product;
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"mobilenetv2,16,33,49", "tiny,8,17,25"})
    void guidedDerivativesAgreeWithTheTextbookAtEveryBlock(
            String name, int outputStride, int height, int width) throws IOException {
        Architecture network = network(name, outputStride);
        Map<String, Tensor> parameters = parameters(network);
        FeatureMap image = Reference.random(3, height, width, 2);
        int stages = network.stages().size();
        engine.run(
                manager -> {
                    Parameters p = Parameters.of(manager, parameters);
                    NDArray x = manager.create(image.values(), new Shape(1, 3, height, width));
                    KeptPass pass = new KeptPass(network, x, 0, stages, p, Padding.SYMMETRIC);
                    NDArray incoming = gaussian(manager, pass.output().getShape(), 8);
                    Map<String, NDArray> found =
                            pass.derivatives(incoming, pass.points(), Rectification.GUIDED);
                    Map<String, float[]> expected =
                            new GuidedReference(network, parameters, Padding.SYMMETRIC)
                                    .derivatives(image, incoming.toFloatArray());
                    assertEquals(found.keySet(), expected.keySet());
                    expected.forEach(
                            (point, values) ->
                                    near(
                                            manager.create(values, found.get(point).getShape()),
                                            found.get(point),
                                            point));
                    return null;
                });
    }

    @Test
    void handComputed() throws IOException {
        Convolution one = new Convolution("a", 1, 2, 1, 1, 1, 1, 6);
        Convolution two = new Convolution("b", 2, 1, 1, 1, 1, 1, 0);
        Architecture network =
                new Architecture(
                        "toy",
                        List.of(new Stage("s", 1, 1)),
                        List.of(List.of(new Block(List.of(one, two), true))),
                        1);
        Map<String, Tensor> parameters =
                Map.of(
                        "a.weight", Tensor.of(new float[] {2, -1}, 2, 1, 1, 1),
                        "a.bias", Tensor.of(new float[2], 2),
                        "b.weight", Tensor.of(new float[] {5, 7}, 1, 2, 1, 1),
                        "b.bias", Tensor.of(new float[1], 1));
        engine.run(
                manager -> {
                    Parameters p = Parameters.of(manager, parameters);
                    // a gives 2, 6 (at its bound), and for the negative input 0 and 1
                    NDArray x = manager.create(new float[] {1, 4, -1}, new Shape(1, 1, 1, 3));
                    KeptPass pass = new KeptPass(network, x, 0, 1, p, Padding.SYMMETRIC);
                    assertArrayEquals(
                            new float[] {1 + 10, 4 + 30, -1 + 7}, pass.output().toFloatArray());
                    NDArray g =
                            manager.create(
                                    new float[] {1, 1, 1, -1, -1, -1}, new Shape(2, 1, 1, 3));
                    List<String> input = List.of("input");
                    // 1 + 5 * 2 where the first is open, 1 + 7 * -1 where the second is
                    assertArrayEquals(
                            new float[] {11, 1, -6, -11, -1, 6},
                            pass.derivatives(g, input, Rectification.PLAIN)
                                    .get("input")
                                    .toFloatArray());
                    // negative gradients end at the rectifier, and pass beside it
                    assertArrayEquals(
                            new float[] {11, 1, -6, -1, -1, -1},
                            pass.derivatives(g, input, Rectification.GUIDED)
                                    .get("input")
                                    .toFloatArray());
                    return null;
                });
    }

    @Test
    void stagesBeforeTheFirstAreNotRun() throws IOException {
        Architecture network = MobileNetV2.build(16, 8);
        engine.run(
                manager -> {
                    Parameters p =
                            Parameters.of(
                                    manager, Initialisation.he(network.convolutions(6, 8), 1));
                    NDArray x = gaussian(manager, new Shape(1, 20, 3, 4), 1);
                    ForwardPass pass = new KeptPass(network, x, 6, 8, p, Padding.SYMMETRIC);
                    assertEquals(
                            List.of("stage5", "stage6.0", "stage6", "head.0", "head"),
                            pass.points());
                    NDArray stage6 = network.run(6, x, p, Padding.SYMMETRIC);
                    NDArray output = network.run(7, stage6, p, Padding.SYMMETRIC);
                    assertArrayEquals(output.toFloatArray(), pass.output().toFloatArray());
                    Map<String, NDArray> found =
                            pass.derivatives(
                                    output, List.of("stage6", "head"), Rectification.GUIDED);
                    assertEquals(new Shape(1, 40, 3, 4), found.get("stage6").getShape());
                    assertArrayEquals(output.toFloatArray(), found.get("head").toFloatArray());
                    return null;
                });
    }

    @Test
    void refusesWhatDoesNotFit() throws IOException {
        Backbone tiny = engine.backbone("tiny", 8);
        engine.run(
                manager -> {
                    Parameters p = Parameters.of(manager, tiny.initial(1));
                    NDArray two = manager.ones(new Shape(2, 3, 9, 9));
                    assertThrows(IllegalArgumentException.class, () -> tiny.pass(two, 0, 4, p));
                    NDArray one = manager.ones(new Shape(1, 3, 9, 9));
                    assertThrows(IllegalArgumentException.class, () -> tiny.pass(one, 2, 2, p));
                    ForwardPass pass = tiny.pass(one, 0, 4, p);
                    assertEquals(tiny.points(), pass.points());
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> pass.derivatives(one, List.of("input"), Rectification.PLAIN));
                    var e =
                            assertThrows(
                                    InvalidConfigurationException.class,
                                    () ->
                                            pass.derivatives(
                                                    pass.output(),
                                                    List.of("stage9"),
                                                    Rectification.GUIDED));
                    assertTrue(e.getMessage().contains("stage3.1"), e.getMessage());
                    return null;
                });
    }
}
