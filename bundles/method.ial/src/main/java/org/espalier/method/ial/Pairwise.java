package org.espalier.method.ial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.RoundFolder;
import org.espalier.api.stage.StageContext;
import org.espalier.frozen.GridFeatures;
import org.espalier.inference.Inference;
import org.espalier.training.Optimizer;
import org.espalier.training.Schedule;
import org.espalier.training.Standardisation;
import org.espalier.training.Trainer;
import org.espalier.training.TrainingPlan;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;

/** The pairwise network of each round: learned from the confident labels alone. */
record Pairwise(
        Inference inference,
        GridFeatures features,
        IalConfiguration settings,
        StageContext context) {
    private static final String WEIGHTS = "pairwise.safetensors";
    private static final String CHECKPOINT = "pairwise-checkpoint.safetensors";
    private static final int IMAGES_A_STEP = 4;
    private static final double DECAY = 1e-4;

    /** What an image's confident labels and unary output are on its grid. */
    @FunctionalInterface
    interface Grids {
        PairwiseLoss.Grid of(Sample sample, int height, int width) throws IOException;
    }

    PairwiseNetwork network() {
        return new PairwiseNetwork(
                Arrays.stream(features.channels()).sum(), settings.pairwiseWidth());
    }

    /** Learns, unless that was done before. */
    void fit(RoundFolder round, List<Sample> samples, Grids grids) throws IOException {
        Path file = round.path().resolve(WEIGHTS);
        if (Files.exists(file)) {
            return;
        }
        Standardisation standard =
                Standardisation.of(
                        samples,
                        network().channels(),
                        sample -> features.of(sample.image()),
                        context);
        PairwiseObjective objective =
                new PairwiseObjective(
                        network(),
                        sample -> {
                            var seen = standard.apply(features.of(sample.image()));
                            return new PairwiseObjective.Example(
                                    seen, grids.of(sample, seen.height(), seen.width()));
                        },
                        samples,
                        settings.smoothness(),
                        context);
        Path checkpoint = round.path().resolve(CHECKPOINT);
        long seed = context.seed() + round.round();
        TrainingPlan plan =
                TrainingPlan.of(
                                "train affinities, round " + round.round(),
                                samples.size(),
                                settings.pairwiseEpochs(),
                                IMAGES_A_STEP,
                                seed,
                                settings.pairwiseRate())
                        .with(Optimizer.adamW(DECAY))
                        .with(Schedule.cosine(0.1))
                        .withCheckpoint(checkpoint);
        Map<String, Tensor> learned =
                new LinkedHashMap<>(
                        new Trainer(inference)
                                .train(plan, network().initial(seed), objective, context));
        learned.putAll(standard.tensors());
        SafeTensors.write(file, Map.of(), learned);
        Files.deleteIfExists(checkpoint);
    }

    /** Opens what a round has learned; to be closed. */
    PairwiseModel open(RoundFolder round) throws IOException {
        Path file = round.path().resolve(WEIGHTS);
        SafeTensors weights = SafeTensors.read(file);
        return new PairwiseModel(
                inference,
                features,
                Standardisation.of(weights, file),
                network(),
                inference.parameters(network().read(weights, file)));
    }
}
