package org.espalier.inference.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.inference.ForwardPass;
import org.espalier.inference.Parameters;
import org.espalier.inference.Rectification;
import org.espalier.inference.network.Architecture;
import org.espalier.inference.network.Block;
import org.espalier.inference.network.Convolution;
import org.espalier.inference.network.Padding;

/** A pass through the blocks of an architecture that keeps what every rectifier gave. */
final class KeptPass implements ForwardPass {
    static final String INPUT = "input";

    private final Architecture architecture;
    private final Parameters parameters;
    private final Padding padding;
    private final String first;
    private final List<Step> steps = new ArrayList<>();

    /**
     * A block that was run.
     *
     * @param names of its output, as a point
     * @param input what it took
     * @param outputs of its convolutions, rectified where they are
     * @param output of all of it
     */
    private record Step(
            List<String> names,
            Block block,
            NDArray input,
            List<NDArray> outputs,
            NDArray output) {}

    KeptPass(
            Architecture architecture,
            NDArray input,
            int from,
            int to,
            Parameters parameters,
            Padding padding) {
        if (input.getShape().get(0) != 1 || from >= to) {
            throw new IllegalArgumentException(
                    "one image and at least one stage are needed, not %s and stages %d to %d"
                            .formatted(input.getShape(), from, to));
        }
        this.architecture = architecture;
        this.parameters = parameters;
        this.padding = padding;
        first = from == 0 ? INPUT : architecture.stages().get(from - 1).name();
        NDArray x = input;
        for (int stage = from; stage < to; stage++) {
            x = run(stage, x);
        }
    }

    private NDArray run(int stage, NDArray input) {
        List<Block> blocks = architecture.blocks().get(stage);
        NDArray x = input;
        for (int b = 0; b < blocks.size(); b++) {
            Block block = blocks.get(b);
            List<NDArray> outputs = new ArrayList<>();
            NDArray y = x;
            for (Convolution convolution : block.convolutions()) {
                y = convolution.apply(y, parameters, padding);
                outputs.add(y);
            }
            NDArray output = block.residual() ? y.add(x) : y;
            steps.add(new Step(architecture.names(stage, b), block, x, outputs, output));
            x = output;
        }
        return x;
    }

    @Override
    public NDArray output() {
        return steps.get(steps.size() - 1).output();
    }

    @Override
    public List<String> points() {
        List<String> points = new ArrayList<>(List.of(first));
        steps.forEach(step -> points.addAll(step.names()));
        return points;
    }

    @Override
    public Map<String, NDArray> derivatives(
            NDArray incoming, Collection<String> points, Rectification rectification) {
        check(incoming, points);
        Map<String, NDArray> found = new LinkedHashMap<>();
        points.forEach(point -> found.put(point, null));
        NDArray gradient = incoming;
        for (int s = steps.size() - 1; s >= 0 && found.containsValue(null); s--) {
            Step step = steps.get(s);
            boolean kept = put(found, step.names(), gradient);
            if (!found.containsValue(null)) {
                break;
            }
            NDArray before = back(step, gradient, rectification);
            if (!kept && gradient != incoming) {
                gradient.close();
            }
            gradient = before;
        }
        put(found, List.of(first), gradient);
        return found;
    }

    private void check(NDArray incoming, Collection<String> points) {
        if (!output().getShape().slice(1).equals(incoming.getShape().slice(1))) {
            throw new IllegalArgumentException(
                    "gradients of shape %s do not fit an output of shape %s"
                            .formatted(incoming.getShape(), output().getShape()));
        }
        for (String point : points) {
            if (!points().contains(point)) {
                throw new InvalidConfigurationException(
                        architecture.name(),
                        "there is no '" + point + "' to read derivatives at",
                        "choose one of " + points());
            }
        }
    }

    private static boolean put(Map<String, NDArray> found, List<String> names, NDArray gradient) {
        boolean any = false;
        for (String name : names) {
            any |= found.containsKey(name) && found.replace(name, null, gradient);
        }
        return any;
    }

    private NDArray back(Step step, NDArray gradient, Rectification rectification) {
        NDArray g = gradient;
        List<Convolution> convolutions = step.block().convolutions();
        for (int c = convolutions.size() - 1; c >= 0; c--) {
            Convolution convolution = convolutions.get(c);
            NDArray open = open(g, step.outputs().get(c), convolution.bound(), rectification);
            NDArray input = c == 0 ? step.input() : step.outputs().get(c - 1);
            NDArray before = new Adjoint(convolution, padding).apply(open, input, parameters);
            if (open != g) {
                open.close();
            }
            if (g != gradient) {
                g.close();
            }
            g = before;
        }
        if (!step.block().residual()) {
            return g;
        }
        NDArray sum = g.add(gradient);
        g.close();
        return sum;
    }

    /** What a rectifier lets pass; all of it where there is none. */
    private static NDArray open(
            NDArray gradient, NDArray output, float bound, Rectification rectification) {
        if (bound == 0) {
            return gradient;
        }
        try (NDArray gate = gate(output, bound)) {
            if (rectification == Rectification.PLAIN) {
                return gradient.mul(gate);
            }
            try (NDArray positive = Activation.relu(gradient)) {
                return positive.mul(gate);
            }
        }
    }

    /** 1 where the output is above 0 and below the bound, else 0. */
    private static NDArray gate(NDArray output, float bound) {
        if (bound == Float.POSITIVE_INFINITY) {
            return output.sign();
        }
        try (NDArray missing = output.sub(bound);
                NDArray closed = missing.mul(output);
                NDArray open = closed.neg()) {
            return open.sign();
        }
    }
}
