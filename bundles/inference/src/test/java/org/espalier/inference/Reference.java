package org.espalier.inference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.inference.network.Architecture;
import org.espalier.inference.network.Block;
import org.espalier.inference.network.Convolution;
import org.espalier.inference.network.Initialisation;
import org.espalier.inference.network.Padding;
import org.espalier.weights.Tensor;

/** Convolutions as the textbook has them, for comparison: slow loops over one image. */
public final class Reference {
    private Reference() {}

    public static FeatureMap convolve(
            FeatureMap x, Convolution c, Map<String, Tensor> parameters, Padding padding) {
        int rows = (x.height() + c.stride() - 1) / c.stride();
        int columns = (x.width() + c.stride() - 1) / c.stride();
        int before = c.kernel() == 1 ? 0 : c.dilation();
        int top = same(c, padding, x.height()) ? 0 : before;
        int left = same(c, padding, x.width()) ? 0 : before;
        float[] weight = parameters.get(c.name() + ".weight").values();
        float[] bias = parameters.get(c.name() + ".bias").values();
        int perGroup = c.inputs() / c.groups();
        float[] out = new float[c.channels() * rows * columns];
        int at = 0;
        for (int o = 0; o < c.channels(); o++) {
            int firstInput = o / (c.channels() / c.groups()) * perGroup;
            for (int y = 0; y < rows; y++) {
                for (int z = 0; z < columns; z++) {
                    double sum = bias[o];
                    for (int i = 0; i < perGroup; i++) {
                        for (int v = 0; v < c.kernel(); v++) {
                            for (int u = 0; u < c.kernel(); u++) {
                                int py = y * c.stride() + v * c.dilation() - top;
                                int px = z * c.stride() + u * c.dilation() - left;
                                if (py >= 0 && py < x.height() && px >= 0 && px < x.width()) {
                                    int w = ((o * perGroup + i) * c.kernel() + v) * c.kernel() + u;
                                    int p = ((firstInput + i) * x.height() + py) * x.width() + px;
                                    sum += weight[w] * x.values()[p];
                                }
                            }
                        }
                    }
                    double top6 = c.bound() == 0 ? sum : Math.min(c.bound(), Math.max(0, sum));
                    out[at++] = (float) top6;
                }
            }
        }
        return new FeatureMap(c.channels(), rows, columns, out);
    }

    /** An even side that is halved is padded by SAME at its end alone. */
    private static boolean same(Convolution c, Padding padding, int side) {
        return padding == Padding.SAME && c.stride() == 2 && c.kernel() == 3 && side % 2 == 0;
    }

    public static FeatureMap run(
            Architecture network,
            FeatureMap image,
            int stages,
            Map<String, Tensor> parameters,
            Padding padding) {
        FeatureMap x = image;
        for (List<Block> stage : network.blocks().subList(0, stages)) {
            for (Block block : stage) {
                FeatureMap y = x;
                for (Convolution c : block.convolutions()) {
                    y = convolve(y, c, parameters, padding);
                }
                if (block.residual()) {
                    for (int i = 0; i < y.values().length; i++) {
                        y.values()[i] += x.values()[i];
                    }
                }
                x = y;
            }
        }
        return x;
    }

    public static FeatureMap random(int channels, int height, int width, long seed) {
        return new FeatureMap(
                channels, height, width, gaussian(channels * height * width, 1, seed));
    }

    public static float[] gaussian(int count, double deviation, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    /** Like {@link Initialisation}, but with biases that are not zero. */
    public static Map<String, Tensor> parameters(List<Convolution> convolutions, long seed) {
        Map<String, Tensor> parameters = new LinkedHashMap<>(Initialisation.he(convolutions, seed));
        parameters.replaceAll(
                (name, t) ->
                        name.endsWith(".bias")
                                ? new Tensor(
                                        t.shape(),
                                        gaussian(t.values().length, 0.3, seed + name.hashCode()))
                                : t);
        return parameters;
    }
}
