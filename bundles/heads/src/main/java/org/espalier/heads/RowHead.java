package org.espalier.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.weights.Tensor;

/**
 * A small network that tells the class of a row of features, such as those of a place or of a
 * region: one hidden layer, rectified.
 *
 * @param channels features of a row
 * @param outputs classes
 */
public record RowHead(int channels, int outputs) {
    /** Channels of the hidden layer. */
    public static final int HIDDEN = 256;

    private static final String HIDDEN_WEIGHT = "hidden.weight";
    private static final String HIDDEN_BIAS = "hidden.bias";
    private static final String OUT_WEIGHT = "out.weight";
    private static final String OUT_BIAS = "out.bias";

    /** Parameters before training: He initialisation, and outputs that are all alike. */
    public Map<String, Tensor> initial(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] hidden = new float[channels * HIDDEN];
        double deviation = Math.sqrt(2.0 / channels);
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = (float) (deviation * random.nextGaussian());
        }
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put(HIDDEN_WEIGHT, Tensor.of(hidden, channels, HIDDEN));
        parameters.put(HIDDEN_BIAS, Tensor.zeros(1, HIDDEN));
        parameters.put(OUT_WEIGHT, Tensor.zeros(HIDDEN, outputs));
        parameters.put(OUT_BIAS, Tensor.zeros(1, outputs));
        return parameters;
    }

    /** Whether these are parameters of such a network. */
    public boolean fits(Map<String, Tensor> parameters) {
        return initial(0).entrySet().stream()
                .allMatch(
                        e ->
                                parameters.containsKey(e.getKey())
                                        && Arrays.equals(
                                                e.getValue().shape(),
                                                parameters.get(e.getKey()).shape()));
    }

    /**
     * The hidden layer.
     *
     * @param features (N, channels)
     * @return what the hidden layer says, (N, HIDDEN)
     */
    public NDArray hidden(NDArray features, Parameters parameters) {
        return Activation.relu(
                features.matMul(parameters.get(HIDDEN_WEIGHT)).add(parameters.get(HIDDEN_BIAS)));
    }

    /**
     * The scores of the classes.
     *
     * @param hidden (N, HIDDEN)
     * @return (N, outputs)
     */
    public NDArray logits(NDArray hidden, Parameters parameters) {
        return hidden.matMul(parameters.get(OUT_WEIGHT)).add(parameters.get(OUT_BIAS));
    }

    /**
     * The scores of the classes, read back.
     *
     * @param rows {@code N * channels} features, row after row
     * @param parameters of this head
     * @return {@code N * outputs} values
     */
    public float[] logits(Inference inference, float[] rows, Parameters parameters)
            throws IOException {
        return inference.run(
                manager -> {
                    parameters.lendTo(manager);
                    Shape shape = new Shape(rows.length / channels, channels);
                    NDArray x = DeviceArrays.of(manager, rows, shape);
                    return logits(hidden(x, parameters), parameters).toFloatArray();
                });
    }

    /**
     * The same network for features as they are, where it was trained on (features - mean) / scale.
     */
    public Map<String, Tensor> folded(Map<String, Tensor> trained, float[] mean, float[] scale) {
        float[] weight = trained.get(HIDDEN_WEIGHT).values().clone();
        double[] bias = new double[HIDDEN];
        for (int h = 0; h < HIDDEN; h++) {
            bias[h] = trained.get(HIDDEN_BIAS).values()[h];
        }
        for (int c = 0; c < channels; c++) {
            for (int h = 0; h < HIDDEN; h++) {
                weight[c * HIDDEN + h] /= scale[c];
                bias[h] -= (double) mean[c] * weight[c * HIDDEN + h];
            }
        }
        float[] shifted = new float[HIDDEN];
        for (int h = 0; h < HIDDEN; h++) {
            shifted[h] = (float) bias[h];
        }
        Map<String, Tensor> folded = new LinkedHashMap<>(trained);
        folded.put(HIDDEN_WEIGHT, Tensor.of(weight, channels, HIDDEN));
        folded.put(HIDDEN_BIAS, Tensor.of(shifted, 1, HIDDEN));
        return folded;
    }
}
