package org.espalier.classification;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.StageContext;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.inference.Inference;
import org.espalier.training.Objective;
import org.espalier.training.Optimizer;
import org.espalier.training.Schedule;
import org.espalier.training.Trainer;
import org.espalier.training.TrainingPlan;
import org.espalier.weights.Tensor;

/**
 * Training on tags: of a head alone, on frozen features that are computed once, or of a head and
 * the last stages of the backbone, on images. AdamW, a warm-up and a cosine.
 *
 * <p>A training goes on from its checkpoint in the stage's folder, with the same bytes in the end;
 * {@link LearnedWeights#write} deletes it.
 */
public final class TagTraining {
    static final String CHECKPOINT = ".checkpoint.safetensors";

    private static final double WARM_UP = 0.1;

    private final Inference inference;
    private final FrozenFeatures frozen;
    private final Network network;
    private final Regimen regimen;

    /**
     * @param frozen asked only where all stages of the network are frozen
     */
    public TagTraining(
            Inference inference, FrozenFeatures frozen, Network network, Regimen regimen) {
        this.inference = inference;
        this.frozen = frozen;
        this.network = network;
        this.regimen = regimen;
    }

    /**
     * How images are seen and how long.
     *
     * @param sides shorter sides, in pixels; each time an image is seen, one is drawn. Trained
     *     stages see images as squares of that side, frozen ones in their own proportions
     * @param mirror whether the mirror image is seen as often as the image
     * @param epochs how often every image is seen
     * @param batch images a step
     * @param rate highest learning rate
     * @param weightDecay decoupled
     */
    public record Regimen(
            int[] sides, boolean mirror, int epochs, int batch, double rate, double weightDecay) {}

    /**
     * Trains a head, and the trained stages of the network if there are any, from their start.
     *
     * @param label what is trained, in a few words: {@code "train wildcat"}; one of its own for
     *     each training of a stage
     * @return the parameters of the head and of the trained stages
     * @throws IOException when none of the samples can be read
     */
    public Map<String, Tensor> train(
            String label, TagHead head, List<Sample> samples, StageContext context)
            throws IOException {
        Map<String, Tensor> initial = LearnedWeights.initial(network, head, context.seed());
        return train(label, head, initial, samples, context);
    }

    /**
     * Trains from a given start.
     *
     * @param initial the parameters of the head and of the trained stages
     */
    public Map<String, Tensor> train(
            String label,
            TagHead head,
            Map<String, Tensor> initial,
            List<Sample> samples,
            StageContext context)
            throws IOException {
        if (network.isFrozen()) {
            FrozenBags bags = new FrozenBags(inference, frozen, network, head, regimen, context);
            return train(label, bags.read(samples), initial, bags, context);
        }
        PixelBags bags = new PixelBags(network, head, regimen, samples, context);
        return train(label, samples.size(), initial, bags, context);
    }

    private <D> Map<String, Tensor> train(
            String label,
            int examples,
            Map<String, Tensor> initial,
            Objective<D> objective,
            StageContext context)
            throws IOException {
        Path checkpoint = context.folder().resolve(label.replaceAll("\\W+", "-") + CHECKPOINT);
        TrainingPlan plan =
                TrainingPlan.of(
                                label,
                                examples,
                                regimen.epochs(),
                                regimen.batch(),
                                context.seed(),
                                regimen.rate())
                        .with(Optimizer.adamW(regimen.weightDecay()))
                        .with(Schedule.cosine(WARM_UP))
                        .withCheckpoint(checkpoint);
        return new Trainer(inference).train(plan, initial, objective, context);
    }
}
