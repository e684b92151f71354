package org.espalier.localizer.cam;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.StageContext;
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
final class SelfTraining {
    private static final double RATE = 2e-3;
    private static final double DECAY = 1e-2;
    private static final int IMAGES_A_STEP = 16;

    private final Inference inference;
    private final Look look;
    private final Seeds seeds;
    private final CamConfiguration settings;
    private final ActivationCache cache;

    SelfTraining(
            Inference inference,
            Look look,
            Seeds seeds,
            CamConfiguration settings,
            ActivationCache cache) {
        this.inference = inference;
        this.look = look;
        this.seeds = seeds;
        this.settings = settings;
        this.cache = cache;
    }

    /** The parameters of the head after the last round. */
    Map<String, Tensor> train(List<Sample> samples, StageContext context) throws IOException {
        Map<String, Tensor> head = Map.of();
        for (int round = 1; round <= settings.rounds(); round++) {
            PlaceSamples places = observe(samples, head, round, context);
            TrainingPlan plan =
                    TrainingPlan.of(
                                    "self-training, round " + round,
                                    places.images(),
                                    settings.roundEpochs(),
                                    IMAGES_A_STEP,
                                    context.seed() + round,
                                    RATE)
                            .with(Optimizer.adamW(DECAY))
                            .with(Schedule.cosine(0.1));
            SeedHead network = seeds.network(places.channels());
            Map<String, Tensor> trained =
                    new Trainer(inference)
                            .train(
                                    plan,
                                    network.initial(context.seed() + round),
                                    new PlaceObjective(network, places),
                                    context);
            head = network.folded(trained, places.mean(), places.scale());
        }
        return head;
    }

    /** Features and present labels of some places of every image. */
    private PlaceSamples observe(
            List<Sample> samples, Map<String, Tensor> head, int round, StageContext context)
            throws IOException {
        PlaceSamples places =
                new PlaceSamples(
                        context.seed(),
                        PlaceSamples.places(samples.size(), look.features(settings.roundStages())),
                        settings.roundThreshold());
        List<Sample> readable = new ArrayList<>();
        try (Parameters learned = head.isEmpty() ? null : inference.parameters(head);
                Progress.Task task =
                        context.progress().begin("seeds, round " + round, samples.size())) {
            for (Sample sample : samples) {
                context.checkCancelled();
                task.advance(1);
                if (sample.tags().isEmpty()) {
                    continue;
                }
                try {
                    observe(sample, learned, places);
                    readable.add(sample);
                } catch (BadInputException e) {
                    context.failed(sample.id(), e);
                }
            }
        }
        if (readable.isEmpty()) {
            throw new IOException("None of the training images can be read and has a tag");
        }
        cache.write();
        return places;
    }

    private void observe(Sample sample, Parameters head, PlaceSamples places) throws IOException {
        Image image = sample.image();
        int[] ids = sample.tags().ids();
        List<String> stages = seeds.stages(true);
        Activations activations = cache.find(image, ids);
        Seeds.Features features;
        if (activations == null) {
            Look.Sight sight = look.at(image, stages);
            activations = sight.activations().only(ids);
            features = sight.features();
            cache.put(image, activations);
        } else {
            features = look.features(image, stages);
        }
        float[] maps = seeds.plain(activations, features);
        if (head != null) {
            maps = seeds.helped(maps, activations, features, head);
        }
        places.add(activations, maps, features.seen(), seeds.outputs());
    }
}
