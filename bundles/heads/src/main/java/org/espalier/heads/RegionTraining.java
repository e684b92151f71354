package org.espalier.heads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.RoundFolder;
import org.espalier.api.stage.StageContext;
import org.espalier.inference.Inference;
import org.espalier.training.Optimizer;
import org.espalier.training.ParameterGroup;
import org.espalier.training.SampleWork;
import org.espalier.training.Schedule;
import org.espalier.training.Trainer;
import org.espalier.training.TrainingPlan;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;

/**
 * How the network of regions is learned in a round: from some candidates of every training image,
 * by AdamW along a cosine. What was learned is a file of the round; an interrupted training goes on
 * from its checkpoint.
 *
 * @param head the network
 * @param epochs how often every image is seen, at least 1
 */
public record RegionTraining(
        Inference inference, RowHead head, RoundFolder round, int epochs, StageContext context) {
    /** The base learning rate. */
    public static final double RATE = 1e-3;

    private static final String HEAD = "regions.safetensors";
    private static final String CHECKPOINT = "regions-checkpoint.safetensors";
    private static final double DECAY = 1e-2;
    private static final double WARM_UP = 0.1;
    private static final int IMAGES_A_STEP = 16;

    /** Adds the candidates of an image, on any thread; tells whether there are any. */
    @FunctionalInterface
    public interface Reader {
        /** Reads the image, and adds what it has to the rows. */
        boolean read(Sample sample, RegionRows rows) throws IOException;
    }

    /** The seed of this round. */
    public long seed() {
        return context.seed() + round.round();
    }

    /** What was learned before, if it was. */
    public Optional<Map<String, Tensor>> learned() throws IOException {
        Path file = round.path().resolve(HEAD);
        return Files.exists(file)
                ? Optional.of(SafeTensors.read(file).tensors())
                : Optional.empty();
    }

    /** The candidates of all images, in the order of the samples. */
    public RegionRows rows(List<Sample> samples, Reader reader) {
        RegionRows rows = new RegionRows(head.channels(), samples.size(), seed());
        new SampleWork(context)
                .each(
                        "regions, round " + round.round(),
                        samples,
                        sample -> reader.read(sample, rows));
        rows.arrange(samples);
        return rows;
    }

    /**
     * Learns.
     *
     * @param moments of the rows
     * @param initial parameters of the head and of the terms
     * @param groups see {@link TrainingPlan#groups()}
     * @param terms added to the cross-entropy
     * @return the parameters, for features as they are
     */
    public Map<String, Tensor> train(
            RegionRows rows,
            RowMoments moments,
            Map<String, Tensor> initial,
            List<ParameterGroup> groups,
            RowObjective.Term... terms)
            throws IOException {
        TrainingPlan plan =
                TrainingPlan.of(
                                "train regions, round " + round.round(),
                                rows.images(),
                                epochs,
                                IMAGES_A_STEP,
                                seed(),
                                RATE)
                        .with(Optimizer.adamW(DECAY))
                        .with(Schedule.cosine(WARM_UP))
                        .with(groups)
                        .withCheckpoint(checkpoint());
        RowObjective objective = new RowObjective(head, moments, rows::read, terms);
        Map<String, Tensor> trained =
                new Trainer(inference).train(plan, initial, objective, context);
        return head.folded(trained, moments.mean(), moments.scale());
    }

    /** Writes what was learned, to be found by {@link #learned()}. */
    public void keep(Map<String, Tensor> learned) throws IOException {
        SafeTensors.write(round.path().resolve(HEAD), Map.of(), learned);
        Files.deleteIfExists(checkpoint());
    }

    private Path checkpoint() {
        return round.path().resolve(CHECKPOINT);
    }
}
