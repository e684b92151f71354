package org.espalier.inference.forward;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Reference;
import org.espalier.inference.network.Architecture;
import org.espalier.inference.network.Block;
import org.espalier.inference.network.Convolution;
import org.espalier.inference.network.Padding;
import org.espalier.weights.Tensor;

/** Guided back-propagation as the textbook has it, for comparison: slow loops over one image. */
record GuidedReference(Architecture network, Map<String, Tensor> parameters, Padding padding) {

    Map<String, float[]> derivatives(FeatureMap image, float[] incoming) {
        List<List<FeatureMap>> kept = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        List<String> names = new ArrayList<>();
        FeatureMap x = image;
        for (int s = 0; s < network.stages().size(); s++) {
            for (int b = 0; b < network.blocks().get(s).size(); b++) {
                Block block = network.blocks().get(s).get(b);
                List<FeatureMap> outputs = new ArrayList<>(List.of(x));
                for (Convolution c : block.convolutions()) {
                    outputs.add(
                            Reference.convolve(
                                    outputs.get(outputs.size() - 1), c, parameters, padding));
                }
                kept.add(outputs);
                blocks.add(block);
                names.add(network.stages().get(s).name() + "." + b);
                FeatureMap y = outputs.get(outputs.size() - 1);
                x = block.residual() ? sum(y, x) : y;
            }
        }
        Map<String, float[]> found = new LinkedHashMap<>();
        float[] g = incoming;
        for (int b = blocks.size() - 1; b >= 0; b--) {
            String name = names.get(b);
            found.put(name, g);
            String stage = name.substring(0, name.indexOf('.'));
            found.putIfAbsent(stage, g);
            g = back(blocks.get(b), kept.get(b), g);
        }
        found.put("input", g);
        return found;
    }

    private static FeatureMap sum(FeatureMap a, FeatureMap b) {
        float[] values = a.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += b.values()[i];
        }
        return new FeatureMap(a.channels(), a.height(), a.width(), values);
    }

    private float[] back(Block block, List<FeatureMap> kept, float[] gradient) {
        float[] g = gradient;
        for (int c = block.convolutions().size() - 1; c >= 0; c--) {
            Convolution convolution = block.convolutions().get(c);
            g = scatter(convolution, kept.get(c), kept.get(c + 1), g);
        }
        if (block.residual()) {
            for (int i = 0; i < g.length; i++) {
                g[i] += gradient[i];
            }
        }
        return g;
    }

    /** Every output hands its gradient to the inputs that it was made of. */
    private float[] scatter(Convolution c, FeatureMap in, FeatureMap out, float[] gradient) {
        float[] weight = parameters.get(c.name() + ".weight").values();
        int before = c.kernel() == 1 ? 0 : c.dilation();
        int perGroup = c.inputs() / c.groups();
        float[] back = new float[in.values().length];
        for (int at = 0; at < gradient.length; at++) {
            float value = out.values()[at];
            boolean open = c.bound() == 0 || value > 0 && value < c.bound() && gradient[at] > 0;
            if (!open) {
                continue;
            }
            int column = at % out.width();
            int row = at / out.width() % out.height();
            int channel = at / out.width() / out.height();
            int firstInput = channel / (c.channels() / c.groups()) * perGroup;
            for (int i = 0; i < perGroup * c.kernel() * c.kernel(); i++) {
                int u = i % c.kernel();
                int v = i / c.kernel() % c.kernel();
                int y = row * c.stride() + v * c.dilation() - before;
                int x = column * c.stride() + u * c.dilation() - before;
                int from = firstInput + i / c.kernel() / c.kernel();
                if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                    back[(from * in.height() + y) * in.width() + x] +=
                            gradient[at] * weight[channel * perGroup * c.kernel() * c.kernel() + i];
                }
            }
        }
        return back;
    }
}
