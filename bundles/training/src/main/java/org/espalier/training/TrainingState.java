package org.espalier.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.espalier.weights.Tensor;

/** All that training changes: the values of what is trained, the optimizer's memory, the place. */
final class TrainingState {
    /** Sorted, so that sums over parameters are the same whatever the order of the map given. */
    private final Map<String, Trained> trained;

    private final List<Double> losses;
    private long updates;

    /** A parameter that is trained; the arrays are its own. */
    record Trained(
            long[] shape,
            float[] values,
            float[][] memory,
            Optimizer optimizer,
            ParameterGroup group) {}

    TrainingState(Map<String, Trained> trained, List<Double> losses, long updates) {
        this.trained = trained;
        this.losses = new ArrayList<>(losses);
        this.updates = updates;
    }

    static TrainingState initial(TrainingPlan plan, Map<String, Tensor> initial) {
        Map<String, Trained> trained = new TreeMap<>();
        initial.forEach(
                (name, tensor) -> {
                    ParameterGroup group = plan.groupOf(name);
                    if (group.rate() > 0) {
                        Optimizer optimizer = group.optimizer().orElse(plan.optimizer());
                        float[] values = tensor.values().clone();
                        float[][] memory = new float[optimizer.slots()][values.length];
                        trained.put(
                                name,
                                new Trained(tensor.shape(), values, memory, optimizer, group));
                    }
                });
        if (trained.isEmpty()) {
            throw new IllegalArgumentException(plan.label() + ": every parameter is frozen");
        }
        return new TrainingState(trained, List.of(), 0);
    }

    Set<String> names() {
        return Collections.unmodifiableSet(trained.keySet());
    }

    Trained get(String name) {
        return trained.get(name);
    }

    float[] values(String name) {
        return trained.get(name).values();
    }

    /** Epochs that are done. */
    int epochs() {
        return losses.size();
    }

    /** Mean losses of the epochs that are done. */
    List<Double> losses() {
        return Collections.unmodifiableList(losses);
    }

    /** Updates so far. */
    long updates() {
        return updates;
    }

    void update(Map<String, float[]> gradients, double rate) {
        updates++;
        trained.forEach(
                (name, t) ->
                        t.optimizer()
                                .update(
                                        t.values(),
                                        gradients.get(name),
                                        t.memory(),
                                        updates,
                                        rate * t.group().rate(),
                                        t.group().decay()));
    }

    /** The same values at another place. */
    TrainingState at(List<Double> epochLosses, long updatesDone) {
        return new TrainingState(trained, epochLosses, updatesDone);
    }

    void finishEpoch(double loss) {
        losses.add(loss);
    }

    Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        trained.forEach((name, t) -> tensors.put(name, new Tensor(t.shape(), t.values())));
        return tensors;
    }
}
