package org.espalier.inference.compiled;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.inference.network.Architecture;
import org.espalier.inference.network.Block;
import org.espalier.inference.network.Convolution;
import org.espalier.inference.network.Padding;

/**
 * Stages as a graph in MXNet's JSON: what the engine needs to see of a network at once to fuse it.
 *
 * <p>MXNet pads alike on both sides. Where SAME wants an even side padded at its end only, the
 * kernel gets a first row or column of zeros and is padded on both sides, which is the same sum.
 */
final class StageGraph {
    static final String INPUT = "input";

    /** Of the engine; without it the graph is taken for one of long ago. */
    private static final String VERSION = "{\"mxnet_version\": [\"int\", 10900]}";

    private final Padding padding;
    private final List<String> nodes = new ArrayList<>();
    private final List<Integer> arguments = new ArrayList<>();
    private final Map<String, Sides> kernels = new LinkedHashMap<>();
    private final int output;
    private Sides now;

    /** Rows and columns. */
    record Sides(int rows, int columns) {
        Sides halved() {
            return new Sides((rows + 1) / 2, (columns + 1) / 2);
        }
    }

    /**
     * @param input rows and columns of what the first stage takes
     */
    StageGraph(Architecture architecture, int from, int to, Sides input, Padding padding) {
        this.padding = padding;
        now = input;
        int x = variable(INPUT);
        for (List<Block> stage : architecture.blocks().subList(from, to)) {
            for (Block block : stage) {
                x = block(block, x);
            }
        }
        output = x;
    }

    /** The sides of the kernel of each convolution, by its name. */
    Map<String, Sides> kernels() {
        return kernels;
    }

    String json() {
        return "{\"nodes\": [%s], \"arg_nodes\": %s, \"heads\": [[%d, 0, 0]], \"attrs\": %s}"
                .formatted(String.join(", ", nodes), arguments, output, VERSION);
    }

    private int block(Block block, int x) {
        int y = x;
        for (Convolution convolution : block.convolutions()) {
            y = convolution(convolution, y);
        }
        return block.residual() ? node("elemwise_add", "sum" + nodes.size(), "", y, x) : y;
    }

    private int convolution(Convolution c, int x) {
        Sides kernel = new Sides(kernel(c, now.rows()), kernel(c, now.columns()));
        kernels.put(c.name(), kernel);
        if (c.stride() == 2) {
            now = now.halved();
        }
        int pad = c.kernel() == 1 ? 0 : c.dilation();
        String attributes =
                ("\"kernel\": \"(%d, %d)\", \"stride\": \"(%3$d, %3$d)\", \"pad\": \"(%4$d, %4$d)\","
                                + " \"dilate\": \"(%5$d, %5$d)\", \"num_filter\": \"%6$d\","
                                + " \"num_group\": \"%7$d\"")
                        .formatted(
                                kernel.rows(),
                                kernel.columns(),
                                c.stride(),
                                pad,
                                c.dilation(),
                                c.channels(),
                                c.groups());
        int weight = variable(c.name() + ".weight");
        int bias = variable(c.name() + ".bias");
        int y = node("Convolution", c.name(), attributes, x, weight, bias);
        if (c.bound() == 0) {
            return y;
        }
        return c.bound() == Float.POSITIVE_INFINITY
                ? node("Activation", c.name() + ".relu", "\"act_type\": \"relu\"", y)
                : node(
                        "clip",
                        c.name() + ".clip",
                        "\"a_min\": \"0\", \"a_max\": \"%s\"".formatted(c.bound()),
                        y);
    }

    private int kernel(Convolution convolution, int side) {
        boolean endOnly = padding == Padding.SAME && convolution.stride() == 2 && side % 2 == 0;
        return convolution.kernel() == 3 && endOnly ? 4 : convolution.kernel();
    }

    private int variable(String name) {
        arguments.add(nodes.size());
        return node("null", name, "");
    }

    private int node(String operation, String name, String attributes, int... inputs) {
        List<String> from = new ArrayList<>();
        for (int input : inputs) {
            from.add("[%d, 0, 0]".formatted(input));
        }
        nodes.add(
                "{\"op\": \"%s\", \"name\": \"%s\", \"attrs\": {%s}, \"inputs\": %s}"
                        .formatted(operation, name, attributes, from));
        return nodes.size() - 1;
    }
}
