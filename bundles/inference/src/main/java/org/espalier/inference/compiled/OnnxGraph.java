package org.espalier.inference.compiled;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.inference.network.Architecture;
import org.espalier.inference.network.Block;
import org.espalier.inference.network.Convolution;
import org.espalier.inference.network.Padding;
import org.espalier.weights.Tensor;

/**
 * Stages of an architecture, with their weights, as an ONNX model whose outputs are named after the
 * stages. Field numbers are those of {@code onnx.proto}.
 */
final class OnnxGraph {
    private static final int FORMAT = 8;
    private static final int OPERATOR_SET = 13;
    private static final int FLOAT = 1;
    private static final String INPUT = "images";

    /** What bounds are called, of which there are few. */
    private static final String BOUND = "bound.";

    private final Map<String, Tensor> tensors;
    private final Padding padding;
    private final ProtocolBuffer graph = new ProtocolBuffer();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private int nodes;

    /**
     * @param wanted stages that are outputs; what comes after the last of them is left out
     * @param tensors by the names of the architecture's parameters
     */
    OnnxGraph(
            Architecture architecture,
            List<String> wanted,
            Map<String, Tensor> tensors,
            Padding padding) {
        this.tensors = tensors;
        this.padding = padding;
        graph.put(2, architecture.name());
        int left = (int) wanted.stream().distinct().count();
        String x = INPUT;
        for (int stage = 0; left > 0; stage++) {
            String name = architecture.stages().get(stage).name();
            for (Block block : architecture.blocks().get(stage)) {
                x = block(block, x);
            }
            if (wanted.contains(name)) {
                node("Identity", name, new ProtocolBuffer(), x);
                graph.put(12, floats(name));
                left--;
            }
        }
        graph.put(11, floats(INPUT));
        constants.forEach((name, tensor) -> graph.put(5, constant(name, tensor)));
    }

    byte[] model() {
        return new ProtocolBuffer()
                .put(1, FORMAT)
                .put(2, "espalier")
                .put(7, graph)
                .put(8, new ProtocolBuffer().put(1, "").put(2, OPERATOR_SET))
                .bytes();
    }

    private String block(Block block, String x) {
        String y = x;
        for (Convolution convolution : block.convolutions()) {
            y = convolution(convolution, y);
        }
        return block.residual() ? node("Add", next(), new ProtocolBuffer(), y, x) : y;
    }

    private String convolution(Convolution c, String x) {
        ProtocolBuffer attributes = new ProtocolBuffer();
        attributes.put(5, integers("kernel_shape", 2, c.kernel()));
        attributes.put(5, integers("strides", 2, c.stride()));
        attributes.put(5, integers("dilations", 2, c.dilation()));
        attributes.put(5, new ProtocolBuffer().put(1, "group").put(3, c.groups()).put(20, 2));
        if (padding == Padding.SAME && c.stride() == 2) {
            attributes.put(
                    5, new ProtocolBuffer().put(1, "auto_pad").put(4, "SAME_UPPER").put(20, 3));
        } else {
            attributes.put(5, integers("pads", 4, c.kernel() == 1 ? 0 : c.dilation()));
        }
        for (String parameter : c.parameterNames()) {
            constants.put(parameter, tensors.get(parameter));
        }
        String weight = c.parameterNames().get(0);
        String y = node("Conv", next(), attributes, x, weight, c.parameterNames().get(1));
        if (c.bound() == 0) {
            return y;
        }
        if (c.bound() == Float.POSITIVE_INFINITY) {
            return node("Relu", next(), new ProtocolBuffer(), y);
        }
        return node("Clip", next(), new ProtocolBuffer(), y, bound(0), bound(c.bound()));
    }

    private String bound(float value) {
        String name = BOUND + value;
        constants.put(name, new Tensor(new long[0], new float[] {value}));
        return name;
    }

    private String next() {
        return "t" + nodes;
    }

    /** The name of its output. */
    private String node(
            String operation, String output, ProtocolBuffer attributes, String... inputs) {
        ProtocolBuffer node = new ProtocolBuffer();
        for (String input : inputs) {
            node.put(1, input);
        }
        node.put(2, output).put(3, "n" + nodes++).put(4, operation);
        graph.put(1, node.append(attributes));
        return output;
    }

    private static ProtocolBuffer integers(String name, int count, long value) {
        ProtocolBuffer attribute = new ProtocolBuffer().put(1, name);
        for (int i = 0; i < count; i++) {
            attribute.put(8, value);
        }
        return attribute.put(20, 7);
    }

    /** A value of floats and of any shape. */
    private static ProtocolBuffer floats(String name) {
        ProtocolBuffer type = new ProtocolBuffer().put(1, new ProtocolBuffer().put(1, FLOAT));
        return new ProtocolBuffer().put(1, name).put(2, type);
    }

    private static ProtocolBuffer constant(String name, Tensor tensor) {
        ProtocolBuffer constant = new ProtocolBuffer();
        for (long side : tensor.shape()) {
            constant.put(1, side);
        }
        return constant.put(2, FLOAT).put(8, name).put(9, tensor.values());
    }
}
