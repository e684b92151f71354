package org.espalier.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.espalier.benchmarks.Contender;
import org.espalier.benchmarks.Setup;
import org.espalier.benchmarks.TorchNetwork;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.Parameters;

/**
 * The same step on DJL's PyTorch engine with DJL's AdamW: of all stages and the head, or ({@code
 * frozen=1}) of the head alone, with the frozen stages run forward each time.
 */
public final class TorchStep implements Contender {
    private final TorchNetwork network = new TorchNetwork();
    private final Parameters stages = network.parameters();
    private final Parameters head = Parameters.of(network.manager(), StepTask.head());
    private final ai.djl.training.optimizer.Optimizer optimizer;
    private final Set<String> stageNames = new LinkedHashSet<>();
    private final StepTask task;
    private final boolean frozen;
    private final int steps;
    private final float[] images;

    /** Draws the batch. */
    public TorchStep(Setup setup) throws IOException {
        task = StepTask.of(setup);
        frozen = setup.number("frozen") == 1;
        steps = setup.number("steps");
        images = task.images();
        optimizer =
                ai.djl.training.optimizer.Optimizer.adamW()
                        .optLearningRateTracker(Tracker.fixed(StepTask.RATE))
                        .optWeightDecays(StepTask.DECAY)
                        .build();
        head.names().forEach(name -> head.get(name).setRequiresGradient(true));
        if (!frozen) {
            stages.names().stream()
                    .filter(name -> !name.startsWith("classifier"))
                    .forEach(stageNames::add);
            stageNames.forEach(name -> stages.get(name).setRequiresGradient(true));
        }
    }

    @Override
    public float[] run() {
        float[] losses = new float[steps];
        for (int i = 0; i < steps; i++) {
            try (NDManager job = network.manager().newSubManager()) {
                losses[i] = step(job);
            }
        }
        return losses;
    }

    private float step(NDManager job) {
        stages.lendTo(job);
        head.lendTo(job);
        NDArray x =
                DeviceArrays.of(job, images, new Shape(task.batch(), 3, task.side(), task.side()));
        NDArray targets =
                DeviceArrays.of(job, task.targets(), new Shape(task.batch(), StepTask.TAGS));
        NDArray before = frozen ? pooled(x) : null;
        NDArray loss;
        try (GradientCollector collector = job.getEngine().newGradientCollector()) {
            NDArray pooled = frozen ? before : pooled(x);
            loss = StepTask.loss(pooled, targets, head);
            collector.backward(loss);
        }
        head.names().forEach(name -> update(name, head.get(name)));
        stageNames.forEach(name -> update(name, stages.get(name)));
        return loss.getFloat();
    }

    private NDArray pooled(NDArray x) {
        NDArray features = network.forward(x, stages);
        return features.reshape(task.batch(), StepTask.CHANNELS, -1).mean(new int[] {2});
    }

    private void update(String name, NDArray weight) {
        try (NDArray gradient = weight.getGradient()) {
            optimizer.update(name, weight, gradient);
            gradient.subi(gradient);
        }
    }
}
