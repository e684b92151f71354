package org.espalier.refiner.selftraining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.StageContext;
import org.espalier.heads.RowHead;
import org.espalier.heads.RowMoments;
import org.espalier.heads.RowObjective;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.training.Optimizer;
import org.espalier.training.Schedule;
import org.espalier.training.Trainer;
import org.espalier.training.TrainingPlan;
import org.espalier.weights.Tensor;

/**
 * Rounds in which a small head learns from the seeds of the training images, and the seeds are made
 * anew with its help. What many images agree on it learns; what only one has it forgets. Only tags
 * stand behind the seeds, so only tags stand behind the head.
 */
final class Rounds {
    private static final String CHECKPOINT = "checkpoint.safetensors";
    private static final double RATE = 2e-3;
    private static final double DECAY = 1e-2;
    private static final int IMAGES_A_STEP = 16;

    private final Inference inference;
    private final Look look;
    private final Seeds seeds;
    private final SelfTrainingConfiguration settings;
    private final StageContext context;

    Rounds(
            Inference inference,
            Look look,
            Seeds seeds,
            SelfTrainingConfiguration settings,
            StageContext context) {
        this.inference = inference;
        this.look = look;
        this.seeds = seeds;
        this.settings = settings;
        this.context = context;
    }

    /** Writes the head of every round; one that is there already is not learned again. */
    void run(List<Sample> samples, PerSample<ScoreMap> upstream) throws IOException {
        Map<String, Tensor> head = Map.of();
        for (int round = 1; round <= settings.rounds(); round++) {
            HeadFile file =
                    HeadFile.of(context.folder(), round, seeds.network(), context.classes());
            Optional<Map<String, Tensor>> known = known(file);
            if (known.isEmpty()) {
                head = learn(observe(samples, upstream, head, round), round);
                file.write(head);
            } else {
                head = known.get();
            }
            Files.deleteIfExists(checkpoint());
        }
    }

    private static Optional<Map<String, Tensor>> known(HeadFile file) throws IOException {
        try {
            return Files.exists(file.path()) ? Optional.of(file.read()) : Optional.empty();
        } catch (BadInputException e) {
            return Optional.empty();
        }
    }

    private Path checkpoint() {
        return context.folder().resolve(CHECKPOINT);
    }

    private Map<String, Tensor> learn(PlaceSamples places, int round) throws IOException {
        RowHead network = seeds.network();
        RowMoments moments = places.moments();
        TrainingPlan plan =
                TrainingPlan.of(
                                "self-training, round " + round,
                                places.images(),
                                settings.epochs(),
                                IMAGES_A_STEP,
                                context.seed() + round,
                                RATE)
                        .with(Optimizer.adamW(DECAY))
                        .with(Schedule.cosine(0.1))
                        .withCheckpoint(checkpoint());
        Map<String, Tensor> trained =
                new Trainer(inference)
                        .train(
                                plan,
                                network.initial(context.seed() + round),
                                new RowObjective(network, moments, places::rows),
                                context);
        return network.folded(trained, moments.mean(), moments.scale());
    }

    /** Features and present labels of some places of every image. */
    private PlaceSamples observe(
            List<Sample> samples, PerSample<ScoreMap> upstream, Map<String, Tensor> head, int round)
            throws IOException {
        PlaceSamples places =
                new PlaceSamples(
                        context.seed(),
                        PlaceSamples.places(samples.size(), (long) Look.VIEWS * look.channels()),
                        settings.threshold(),
                        seeds.hasBackground());
        try (Parameters learned = head.isEmpty() ? null : inference.parameters(head);
                Progress.Task task =
                        context.progress().begin("seeds, round " + round, samples.size())) {
            for (Sample sample : samples) {
                context.checkCancelled();
                task.advance(1);
                try {
                    observe(sample.image(), upstream.of(sample), learned, places);
                } catch (BadInputException e) {
                    // every round would say the same
                    if (round == 1) {
                        context.failed(sample.id(), e);
                    }
                }
            }
        }
        if (places.images() == 0) {
            throw new IOException("None of the training images can be read and has a tag");
        }
        return places;
    }

    private void observe(Image image, ScoreMap upstream, Parameters head, PlaceSamples places)
            throws IOException {
        Planes scores =
                Planes.of(
                        upstream, context.classes(), image, look.width(image), look.height(image));
        if (scores.ids().length > 0) {
            Look.Sight sight = look.at(image, true);
            places.add(seeds.of(scores, sight, head), sight.views(), seeds.outputs());
        }
    }
}
