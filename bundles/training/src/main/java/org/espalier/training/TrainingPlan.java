package org.espalier.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to train.
 *
 * @param label what is trained, in a few words, for progress and messages
 * @param examples how many there are, at least 1
 * @param epochs how often each is seen, at least 1
 * @param batch examples a step, at least 1
 * @param seed decides the order of the examples and what {@link Batch#random()} draws
 * @param rate the base learning rate, above 0
 * @param optimizer how a gradient changes a parameter
 * @param schedule how the rate changes
 * @param groups the first that names a parameter decides its factors; one that no group names is
 *     trained at the base rate
 * @param clip the gradient over all parameters is shortened to this L2 norm; infinity for never
 * @param checkpoint the file that is written after every epoch, and that an interrupted training
 *     goes on from; empty for none. It is kept at the end: whoever has saved the result deletes it
 */
public record TrainingPlan(
        String label,
        int examples,
        int epochs,
        int batch,
        long seed,
        double rate,
        Optimizer optimizer,
        Schedule schedule,
        List<ParameterGroup> groups,
        double clip,
        Optional<Path> checkpoint) {
    /** SGD with momentum 0.9 and no decay, poly schedule of power 0.9, nothing frozen. */
    public static TrainingPlan of(
            String label, int examples, int epochs, int batch, long seed, double rate) {
        return new TrainingPlan(
                label,
                examples,
                epochs,
                batch,
                seed,
                rate,
                Optimizer.sgd(0.9, 0),
                Schedule.poly(0.9),
                List.of(),
                Double.POSITIVE_INFINITY,
                Optional.empty());
    }

    /** Refuses numbers out of range. */
    public TrainingPlan {
        require(examples >= 1, "examples must be at least 1, not " + examples);
        require(epochs >= 1, "epochs must be at least 1, not " + epochs);
        require(batch >= 1, "batch must be at least 1, not " + batch);
        require(
                rate > 0 && rate < Double.POSITIVE_INFINITY,
                "rate must be finite and above 0, not " + rate);
        require(clip > 0, "clip must be above 0, not " + clip);
        groups = List.copyOf(groups);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Steps an epoch. */
    public long stepsPerEpoch() {
        return (examples + (long) batch - 1) / batch;
    }

    /** Steps in all. */
    public long steps() {
        return stepsPerEpoch() * epochs;
    }

    /** The group that decides over a parameter. */
    ParameterGroup groupOf(String parameter) {
        return groups.stream()
                .filter(group -> group.names().test(parameter))
                .findFirst()
                .orElse(new ParameterGroup(name -> true, 1, 1));
    }

    /** The same with another optimizer. */
    public TrainingPlan with(Optimizer other) {
        return copy(other, schedule, groups, clip, checkpoint);
    }

    /** The same with another schedule. */
    public TrainingPlan with(Schedule other) {
        return copy(optimizer, other, groups, clip, checkpoint);
    }

    /** The same with other groups. */
    public TrainingPlan with(List<ParameterGroup> others) {
        return copy(optimizer, schedule, others, clip, checkpoint);
    }

    /** The same with the gradient shortened to this L2 norm. */
    public TrainingPlan withClip(double norm) {
        return copy(optimizer, schedule, groups, norm, checkpoint);
    }

    /** The same with a file to go on from. */
    public TrainingPlan withCheckpoint(Path file) {
        return copy(optimizer, schedule, groups, clip, Optional.of(file));
    }

    private TrainingPlan copy(
            Optimizer o, Schedule s, List<ParameterGroup> g, double c, Optional<Path> file) {
        return new TrainingPlan(label, examples, epochs, batch, seed, rate, o, s, g, c, file);
    }
}
