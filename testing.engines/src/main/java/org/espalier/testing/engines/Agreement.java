package org.espalier.testing.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.weights.Tensor;

/**
 * Whether PyTorch computes what MXNet does. Values may differ by a share of the largest of them.
 */
public final class Agreement {
    private static final double FORWARD = 1e-4;
    private static final double LEARNING = 1e-3;

    private final Inference mxnet;
    private final Inference pytorch;

    /** Of engines with the same weights. */
    public Agreement(Inference mxnet, Inference pytorch) {
        this.mxnet = mxnet;
        this.pytorch = pytorch;
    }

    /** Of engines without pretrained weights. */
    public Agreement() {
        this(Engines.of("mxnet"), Engines.of("pytorch"));
    }

    /** Something that is computed. */
    @FunctionalInterface
    public interface Forward {
        /** On the engine given, within a job of it. */
        NDArray of(Inference inference, NDManager manager, Parameters parameters)
                throws IOException;
    }

    /** Something that is recorded. */
    @FunctionalInterface
    public interface Loss {
        /** Puts everything on the device; what it returns is then called within a record. */
        Supplier<NDArray> of(Inference inference, NDManager manager, Parameters parameters)
                throws IOException;
    }

    private record Learned(double loss, Map<String, float[]> gradients) {}

    /** Values agree to 1e-4 of the largest. */
    public void forward(Map<String, Tensor> tensors, Forward forward) throws IOException {
        float[] expected = forward(mxnet, tensors, forward);
        near("values", expected, forward(pytorch, tensors, forward), FORWARD);
    }

    private static float[] forward(
            Inference inference, Map<String, Tensor> tensors, Forward forward) throws IOException {
        try (Parameters parameters = inference.parameters(tensors)) {
            return inference.run(
                    manager -> {
                        parameters.lendTo(manager);
                        return forward.of(inference, manager, parameters).toFloatArray();
                    });
        }
    }

    /**
     * The loss and its gradients by all parameters agree to 1e-3 of the largest, also when they are
     * computed a second time with the same parameters.
     */
    public void learning(Map<String, Tensor> tensors, Loss loss) throws IOException {
        Learned expected = learn(mxnet, tensors, loss);
        Learned actual = learn(pytorch, tensors, loss);
        assertEquals(expected.loss, actual.loss, LEARNING * Math.abs(expected.loss), "loss");
        for (Map.Entry<String, float[]> gradient : expected.gradients.entrySet()) {
            String name = gradient.getKey();
            near(name, gradient.getValue(), actual.gradients.get(name), LEARNING);
        }
    }

    private static Learned learn(Inference inference, Map<String, Tensor> tensors, Loss loss)
            throws IOException {
        try (Parameters parameters = inference.parameters(tensors)) {
            parameters.names().forEach(name -> parameters.get(name).setRequiresGradient(true));
            inference.run(manager -> learn(inference, manager, parameters, loss));
            return inference.run(manager -> learn(inference, manager, parameters, loss));
        }
    }

    private static Learned learn(
            Inference inference, NDManager manager, Parameters parameters, Loss loss)
            throws IOException {
        parameters.lendTo(manager);
        Supplier<NDArray> recorded = loss.of(inference, manager, parameters);
        NDArray value;
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            value = recorded.get();
            System.gc(); // what was recorded must not hang on what Java frees
            collector.backward(value);
        }
        Map<String, float[]> gradients = new LinkedHashMap<>();
        for (String name : parameters.names()) {
            try (NDArray gradient = parameters.get(name).getGradient()) {
                gradients.put(name, gradient.toFloatArray());
                gradient.muli(0);
            }
        }
        return new Learned(value.toFloatArray()[0], gradients);
    }

    private static void near(String what, float[] expected, float[] actual, double tolerance) {
        assertEquals(expected.length, actual.length, what);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs((double) expected[i] - actual[i]));
            assertTrue(Float.isFinite(actual[i]), what);
        }
        assertTrue(largest > 0, what + " are all zero, which tells nothing");
        assertTrue(
                difference <= tolerance * largest,
                "%s differ by %g where the largest is %g".formatted(what, difference, largest));
    }
}
