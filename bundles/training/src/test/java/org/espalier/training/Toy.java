package org.espalier.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.inference.Backbone;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.testing.engines.Engines;
import org.espalier.weights.Tensor;

/** Two textures, horizontal and vertical stripes, to be told apart by {@code tiny} and a head. */
final class Toy implements Objective<Toy.Data> {
    static final int SIDE = 17;
    static final Inference ENGINE = Engines.chosen();

    private final Backbone backbone = ENGINE.backbone("tiny", 8);

    record Data(float[] images, float[] truth) {}

    Map<String, Tensor> initial(long seed) throws java.io.IOException {
        Map<String, Tensor> initial = new LinkedHashMap<>(backbone.initial(seed));
        float[] head = new float[64];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < head.length; i++) {
            head[i] = (float) (0.1 * random.nextGaussian());
        }
        initial.put("head.weight", Tensor.of(head, 64, 1));
        initial.put("head.bias", Tensor.zeros(1));
        return initial;
    }

    @Override
    public Data read(Batch batch) {
        int n = batch.indices().length;
        float[] images = new float[n * 3 * SIDE * SIDE];
        float[] truth = new float[n];
        for (int i = 0; i < n; i++) {
            truth[i] = batch.indices()[i] % 2;
            int phase = batch.random().nextInt(4);
            for (int p = 0; p < 3 * SIDE * SIDE; p++) {
                int along = truth[i] == 0 ? p % SIDE : p / SIDE % SIDE;
                float noise = (float) batch.random().nextGaussian() * 0.3f;
                images[i * 3 * SIDE * SIDE + p] = ((along + phase) / 2 % 2 * 2 - 1) + noise;
            }
        }
        return new Data(images, truth);
    }

    @Override
    public NDList inputs(NDManager manager, Data data) {
        int n = data.truth.length;
        return new NDList(
                manager.create(data.images, new Shape(n, 3, SIDE, SIDE)),
                manager.create(data.truth, new Shape(n, 1)));
    }

    NDArray logits(NDArray images, Parameters parameters) {
        return backbone.forward(images, 0, 4, parameters)
                .mean(new int[] {3})
                .mean(new int[] {2})
                .dot(parameters.get("head.weight"))
                .add(parameters.get("head.bias"));
    }

    /** Binary cross entropy, log(1 + exp(-z)) for the true sign. */
    @Override
    public NDArray loss(NDList inputs, Parameters parameters) {
        NDArray sign = inputs.get(1).mul(2).sub(1);
        NDArray margin = logits(inputs.get(0), parameters).mul(sign);
        return margin.neg().exp().add(1).log().mean();
    }

    static TrainingPlan plan(int epochs) {
        return TrainingPlan.of("train toy", 22, epochs, 4, 9, 0.003)
                .with(Optimizer.adamW(1e-4))
                .with(Schedule.cosine(0.2));
    }

    static double accuracy(Toy toy, Map<String, Tensor> trained) throws java.io.IOException {
        int[] indices = new int[20];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = i;
        }
        Data data = toy.read(new Batch(0, 0, indices, new SplittableRandom(99)));
        try (Parameters parameters = ENGINE.parameters(trained)) {
            float[] logits =
                    ENGINE.run(
                            m -> toy.logits(toy.inputs(m, data).get(0), parameters).toFloatArray());
            int right = 0;
            for (int i = 0; i < logits.length; i++) {
                right += logits[i] > 0 == data.truth[i] > 0 ? 1 : 0;
            }
            return right / (double) logits.length;
        }
    }

    static List<String> names() {
        return List.of("stage0.0.weight", "stage2.1.bias", "stage3.0.weight", "head.weight");
    }
}
