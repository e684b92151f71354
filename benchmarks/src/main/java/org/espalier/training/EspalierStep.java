package org.espalier.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.benchmarks.Contender;
import org.espalier.benchmarks.Product;
import org.espalier.benchmarks.Setup;
import org.espalier.inference.Backbone;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.Parameters;
import org.espalier.weights.Tensor;

/**
 * Steps of the product's training loop: of all stages and the head, or ({@code kept=1}) of the head
 * on features of frozen stages that were computed once before.
 */
public final class EspalierStep implements Contender {
    private final Product product = new Product();
    private final Backbone backbone = product.inference().backbone("mobilenetv2", 32);
    private final StepTask task;
    private final boolean kept;
    private final int steps;
    private final float[] inputs;
    private final TrainingStep<float[]> step;
    private long count;

    /** Draws the batch, and computes frozen features if they are kept. */
    public EspalierStep(Setup setup) throws IOException {
        task = StepTask.of(setup);
        kept = setup.number("kept") == 1;
        steps = setup.number("steps");
        Map<String, Tensor> initial = new LinkedHashMap<>();
        if (!kept) {
            Map<String, Tensor> weights = backbone.initial(1);
            backbone.parameterNames(0, backbone.stages().size())
                    .forEach(name -> initial.put(name, weights.get(name)));
        }
        initial.putAll(StepTask.head());
        inputs = kept ? product.inference().run(this::pooled) : task.images();
        TrainingPlan plan =
                TrainingPlan.of("step", task.batch(), 1000, task.batch(), 1, StepTask.RATE)
                        .with(Optimizer.adamW(StepTask.DECAY))
                        .with(Schedule.constant());
        step =
                new TrainingStep<>(
                        plan,
                        new Learned(),
                        product.inference().parameters(initial),
                        TrainingState.initial(plan, initial));
    }

    private float[] pooled(NDManager manager) throws IOException {
        return features(images(manager, task.images()), backbone.pretrained()).toFloatArray();
    }

    private NDArray images(NDManager manager, float[] values) {
        Shape shape = new Shape(task.batch(), 3, task.side(), task.side());
        return DeviceArrays.of(manager, values, shape);
    }

    private NDArray features(NDArray images, Parameters parameters) {
        return backbone.forward(images, 0, backbone.stages().size(), parameters)
                .mean(new int[] {2, 3});
    }

    /** From images or from pooled features. */
    private final class Learned implements Objective<float[]> {
        @Override
        public float[] read(Batch batch) {
            return inputs;
        }

        @Override
        public NDList inputs(NDManager manager, float[] data) {
            NDArray x =
                    kept
                            ? DeviceArrays.of(
                                    manager, data, new Shape(task.batch(), StepTask.CHANNELS))
                            : images(manager, data);
            Shape targets = new Shape(task.batch(), StepTask.TAGS);
            return new NDList(x, DeviceArrays.of(manager, task.targets(), targets));
        }

        @Override
        public NDArray loss(NDList given, Parameters parameters) {
            NDArray x = given.get(0);
            return StepTask.loss(kept ? x : features(x, parameters), given.get(1), parameters);
        }
    }

    @Override
    public float[] run() throws IOException {
        float[] losses = new float[steps];
        for (int i = 0; i < steps; i++) {
            Batch batch = new Batch(0, count++, new int[task.batch()], new SplittableRandom(1));
            var read = new BatchReader.Read<>(batch, inputs);
            losses[i] = product.inference().run(manager -> step.run(manager, read)).floatValue();
        }
        return losses;
    }
}
