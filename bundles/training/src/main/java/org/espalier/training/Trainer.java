package org.espalier.training;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.StageContext;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.weights.Tensor;

/**
 * The training loop.
 *
 * <pre>{@code
 * var plan = TrainingPlan.of("train cam", samples.size(), 8, 16, context.seed(), 0.01)
 *         .with(Optimizer.adamW(1e-4))
 *         .withCheckpoint(context.folder().resolve("checkpoint.safetensors"));
 * Map<String, Tensor> trained = new Trainer(inference).train(plan, initial, objective, context);
 * }</pre>
 *
 * <p>Every epoch sees every example once, in an order that depends on the seed and the epoch alone.
 * The same plan, start and data give the same bytes, interrupted or not. A step is one job of the
 * engine, so others get their turn between steps; its arrays are closed when it ends.
 */
public final class Trainer {
    private final Inference inference;

    /**
     * @param inference the engine to train on
     */
    public Trainer(Inference inference) {
        this.inference = inference;
    }

    /**
     * Trains, going on from the checkpoint if there is one that was written under the same plan and
     * start; one that was not, or is damaged, is set aside with a warning.
     *
     * @param initial every parameter that the objective uses, by name
     * @param context for progress (a task over the steps, the curve {@code loss} with the mean of
     *     every epoch) and cancellation, which is looked at before every step
     * @return the trained parameters, in the order of {@code initial}
     * @throws TrainingException when the loss is not finite: names epoch, step and what to try
     * @throws java.util.concurrent.CancellationException when the run is cancelled; the last
     *     checkpoint stays
     */
    public <D> Map<String, Tensor> train(
            TrainingPlan plan,
            Map<String, Tensor> initial,
            Objective<D> objective,
            StageContext context)
            throws IOException {
        Checkpoint checkpoint = Checkpoint.of(plan, initial);
        TrainingState state =
                checkpoint.load().orElseGet(() -> TrainingState.initial(plan, initial));
        Map<String, Tensor> start = new LinkedHashMap<>(initial);
        start.putAll(state.tensors());
        try (Progress.Task task = context.progress().begin(plan.label(), plan.steps());
                BatchReader<D> reader = new BatchReader<>(plan, objective, state.epochs());
                Parameters parameters = inference.parameters(start)) {
            TrainingStep<D> step = new TrainingStep<>(plan, objective, parameters, state);
            for (int epoch = 0; epoch < state.epochs(); epoch++) {
                context.progress().measure("loss", epoch + 1L, state.losses().get(epoch));
                task.advance(plan.stepsPerEpoch());
            }
            for (int epoch = state.epochs(); epoch < plan.epochs(); epoch++) {
                double loss = epoch(epoch, reader, step, task, context);
                state.finishEpoch(loss);
                context.progress().measure("loss", epoch + 1L, loss);
                checkpoint.save(state);
            }
        }
        Map<String, Tensor> trained = new LinkedHashMap<>(initial);
        trained.putAll(state.tensors());
        return trained;
    }

    /** The mean loss of the steps that were not skipped. */
    private <D> double epoch(
            int epoch,
            BatchReader<D> reader,
            TrainingStep<D> step,
            Progress.Task task,
            StageContext context)
            throws IOException {
        double sum = 0;
        int count = 0;
        for (long i = 0; i < reader.stepsPerEpoch(); i++) {
            context.checkCancelled();
            Optional<BatchReader.Read<D>> read = reader.next();
            if (read.isPresent()) {
                sum += inference.run(manager -> step.run(manager, read.get()));
                count++;
            }
            task.advance(1);
        }
        if (count == 0) {
            throw new TrainingException(
                    "epoch %d: none of the examples can be used; see the failures reported for them"
                            .formatted(epoch + 1));
        }
        return sum / count;
    }
}
