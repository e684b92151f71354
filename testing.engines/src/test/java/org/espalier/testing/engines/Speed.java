package org.espalier.testing.engines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.inference.Backbone;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.testing.SharedData;

/**
 * How fast the engines are beside each other: MobileNetV2, eight images of 224 x 224. They take
 * turns, so that whatever else the machine does hits both. No test; run it by hand, with how many
 * rounds, see docs/engines.md.
 */
final class Speed {
    private static final int BATCH = 8;
    private static final int SIDE = 224;
    private static final List<String> ENGINES = List.of("mxnet", "pytorch");

    private Speed() {}

    /** Of one engine. */
    private record Runner(Inference inference, Backbone backbone, Parameters parameters) {
        static Runner of(String engine, Path models) throws IOException {
            Inference inference = Engines.of(engine, models);
            Backbone backbone = inference.backbone("mobilenetv2", 32);
            var start = new java.util.LinkedHashMap<>(backbone.initial(1));
            start.keySet().retainAll(backbone.parameterNames(0, backbone.stages().size()));
            Parameters parameters = inference.parameters(start);
            return new Runner(inference, backbone, parameters);
        }

        private NDArray images(NDManager manager) {
            float[] values = new float[BATCH * 3 * SIDE * SIDE];
            for (int i = 0; i < values.length; i++) {
                values[i] = (i * 37L % 251) / 125f - 1;
            }
            return DeviceArrays.of(manager, values, new Shape(BATCH, 3, SIDE, SIDE));
        }

        private NDArray run(NDArray images) {
            return backbone.forward(images, 0, backbone.stages().size(), parameters);
        }

        void forward() throws IOException {
            inference.run(
                    manager -> {
                        parameters.lendTo(manager);
                        return run(images(manager)).mean().toFloatArray();
                    });
        }

        void step() throws IOException {
            inference.run(
                    manager -> {
                        parameters
                                .names()
                                .forEach(n -> parameters.get(n).setRequiresGradient(true));
                        parameters.lendTo(manager);
                        NDArray images = images(manager);
                        try (GradientCollector collector =
                                manager.getEngine().newGradientCollector()) {
                            collector.backward(run(images).square().mean());
                        }
                        for (String name : parameters.names()) {
                            NDArray parameter = parameters.get(name);
                            float[] values = parameter.toFloatArray();
                            try (NDArray gradient = parameter.getGradient()) {
                                float[] g = gradient.toFloatArray();
                                for (int i = 0; i < g.length; i++) {
                                    values[i] -= 1e-6f * g[i];
                                }
                                gradient.muli(0);
                            }
                            DeviceArrays.set(parameter, values);
                        }
                        return null;
                    });
        }
    }

    @FunctionalInterface
    private interface Work {
        void on(Runner runner) throws IOException;
    }

    /** Images a second, round by round. */
    private static Map<String, List<Double>> measure(
            Map<String, Runner> runners, int rounds, Work work) throws IOException {
        Map<String, List<Double>> rates = new java.util.TreeMap<>();
        for (int round = -2; round < rounds; round++) {
            for (String engine : ENGINES) {
                long start = System.nanoTime();
                work.on(runners.get(engine));
                double rate = BATCH * 1e9 / (System.nanoTime() - start);
                if (round >= 0) { // two to warm up
                    rates.computeIfAbsent(engine, e -> new ArrayList<>()).add(rate);
                }
            }
        }
        return rates;
    }

    private static void tell(String what, Map<String, List<Double>> rates) {
        rates.values().forEach(Collections::sort);
        List<Double> mxnet = rates.get("mxnet");
        List<Double> pytorch = rates.get("pytorch");
        int middle = mxnet.size() / 2;
        int best = mxnet.size() - 1;
        System.out.printf(
                Locale.ROOT,
                "%s: images/s mxnet %.1f (best %.1f), pytorch %.1f (best %.1f);"
                        + " pytorch / mxnet %.2f (best %.2f)%n",
                what,
                mxnet.get(middle),
                mxnet.get(best),
                pytorch.get(middle),
                pytorch.get(best),
                pytorch.get(middle) / mxnet.get(middle),
                pytorch.get(best) / mxnet.get(best));
    }

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length == 0 ? 15 : Integer.parseInt(arguments[0]);
        Path models = SharedData.model("mobilenetv2_100.safetensors").getParent();
        Map<String, Runner> runners = new java.util.TreeMap<>();
        for (String engine : ENGINES) {
            runners.put(engine, Runner.of(engine, models));
        }
        tell("forward", measure(runners, rounds, Runner::forward));
        tell("training step", measure(runners, rounds, Runner::step));
    }
}
