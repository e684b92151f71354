package org.espalier.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.Parameters;

/** One step: loss and gradient on the device, the update in plain Java, the new values back. */
final class TrainingStep<D> {
    private final TrainingPlan plan;
    private final Objective<D> objective;
    private final Parameters parameters;
    private final TrainingState state;
    private boolean marked;

    TrainingStep(
            TrainingPlan plan, Objective<D> objective, Parameters parameters, TrainingState state) {
        this.plan = plan;
        this.objective = objective;
        this.parameters = parameters;
        this.state = state;
    }

    /** Within a job. Returns the loss before the update. */
    double run(NDManager manager, BatchReader.Read<D> read) throws IOException {
        if (!marked) {
            state.names().forEach(name -> parameters.get(name).setRequiresGradient(true));
            marked = true;
        }
        parameters.lendTo(manager);
        NDList inputs = objective.inputs(manager, read.data(), parameters);
        NDArray loss;
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            loss = objective.loss(inputs, parameters);
            if (loss.size() != 1) {
                throw new IllegalArgumentException(
                        "the loss must be one number, and has the shape " + loss.getShape());
            }
            collector.backward(loss);
        }
        // some engines make doubles of a number times a double
        double value = loss.toType(DataType.FLOAT32, false).toFloatArray()[0];
        if (!Double.isFinite(value)) {
            throw diverged("the loss is " + value, read.batch());
        }
        update(gradients(read.batch()), read.batch());
        return value;
    }

    private Map<String, float[]> gradients(Batch batch) throws TrainingException {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        double squares = 0;
        for (String name : state.names()) {
            try (NDArray gradient = parameters.get(name).getGradient()) {
                float[] values = gradient.toFloatArray();
                for (float g : values) {
                    squares += (double) g * g;
                }
                gradients.put(name, values);
                gradient.muli(0); // some engines add to what is there
            }
        }
        double norm = Math.sqrt(squares);
        if (!Double.isFinite(norm)) {
            throw diverged("the gradient is not finite", batch);
        }
        if (norm > plan.clip()) {
            float factor = (float) (plan.clip() / norm);
            for (float[] values : gradients.values()) {
                for (int i = 0; i < values.length; i++) {
                    values[i] *= factor;
                }
            }
        }
        return gradients;
    }

    private void update(Map<String, float[]> gradients, Batch batch) {
        double rate = plan.rate() * plan.schedule().factor(batch.step(), plan.steps());
        state.update(gradients, rate);
        state.names().forEach(name -> DeviceArrays.set(parameters.get(name), state.values(name)));
    }

    private TrainingException diverged(String what, Batch batch) {
        return new TrainingException(
                ("%s: %s in epoch %d, step %d; lower the learning rate (%s), clip the gradient, or look"
                                + " for values that are not finite in the data")
                        .formatted(
                                plan.label(),
                                what,
                                batch.epoch() + 1,
                                batch.step() + 1,
                                plan.rate()));
    }
}
