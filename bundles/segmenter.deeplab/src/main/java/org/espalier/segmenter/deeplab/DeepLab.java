package org.espalier.segmenter.deeplab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.SegmentationModel;
import org.espalier.api.stage.Segmenter;
import org.espalier.api.stage.StageContext;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.training.Objective;
import org.espalier.training.Optimizer;
import org.espalier.training.ParameterGroup;
import org.espalier.training.Schedule;
import org.espalier.training.Trainer;
import org.espalier.training.TrainingPlan;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * A dilated fully convolutional network with atrous spatial pyramid pooling (L.-C. Chen, G.
 * Papandreou, I. Kokkinos, K. Murphy, A. L. Yuille: <em>DeepLab: Semantic Image Segmentation with
 * Deep Convolutional Nets, Atrous Convolution, and Fully Connected CRFs</em>, TPAMI 2018,
 * https://arxiv.org/abs/1606.00915).
 *
 * <p>When to use: as the last stage of a pipeline. It learns from label maps of any origin, and
 * segments images of which no tag is known. It averages over the mistakes of pseudo-labels, so that
 * it can be better than what it learned from.
 *
 * <p>A convolution of dilation d sees places that are d apart, y(i) = sum_k w(k) x(i + d k): a wide
 * view at the resolution of the features. Branches of several dilations are classified together
 * (see {@link Network}). The loss is the cross-entropy of the softmax of the scores, interpolated
 * to a grid finer than the features, against the share of each class in the pixels around a place;
 * void pixels are ignored (see {@link Loss}). Images are segmented at several sizes, upright and
 * mirrored, and the probabilities averaged.
 *
 * <p>Frozen features are seen at each of the training sides, upright and mirrored, in windows that
 * are cut at random: this is the scale, mirror and crop that they allow. Colour jitter would ask
 * for new features, so only trained stages see it (see {@link Augmentation}).
 *
 * <p><strong>Deviations from the paper</strong>
 *
 * <ul>
 *   <li>A pretrained backbone stays frozen unless {@code trainedStages} says otherwise: on a few
 *       hundred images that is better than fine-tuning, and takes minutes on a processor.
 *   <li>A place is classified from the features of several stages, not of the last alone; frozen
 *       late stages know what is there, earlier ones where.
 *   <li>The mean of the last stage over the image is seen at every place, as in ParseNet (Liu et
 *       al., 2015) and DeepLabv3.
 *   <li>The branches share one 1x1 reduction before them and one classifier behind, and are two
 *       rather than four; what was reduced is classified beside them. No max fusion over sizes: the
 *       mean, as in later papers.
 *   <li>AdamW; along a cosine with a warm-up on frozen features, by the paper's poly schedule where
 *       stages are trained.
 *   <li>The CRF is a stage of its own.
 * </ul>
 */
@Component
@Method("deeplab")
@Designate(ocd = DeepLabConfiguration.class)
public final class DeepLab implements Segmenter {
    private static final String WEIGHTS = "weights.safetensors";
    private static final String CHECKPOINT = "checkpoint.safetensors";
    private static final double WARM_UP = 0.1;
    private static final double POWER = 0.9;

    private final Inference inference;
    private final FrozenFeatures frozen;

    /** Called by the framework. */
    @Activate
    public DeepLab(@Reference Inference inference, @Reference FrozenFeatures frozen) {
        this.inference = inference;
        this.frozen = frozen;
    }

    @Override
    public void fit(List<Sample> samples, PerSample<LabelMap> labels, StageContext context)
            throws IOException {
        DeepLabConfiguration settings = context.settings().as(DeepLabConfiguration.class);
        Network network = Network.of(inference, settings, context.classes());
        requireDivisor(settings, network);
        Map<String, Tensor> learned =
                network.isFrozen()
                        ? trainHead(network, settings, samples, labels, context)
                        : trainNetwork(network, settings, samples, labels, context);
        SafeTensors.write(
                context.folder().resolve(WEIGHTS),
                Map.of("classes", String.join(",", context.classes().names())),
                learned);
        Files.deleteIfExists(context.folder().resolve(CHECKPOINT));
    }

    private static void requireDivisor(DeepLabConfiguration settings, Network network) {
        if (network.stride() % settings.labelStride() != 0) {
            throw new InvalidConfigurationException(
                    "labelStride",
                    settings.labelStride() + " does not divide the output stride",
                    "choose a divisor of " + network.stride());
        }
    }

    private Map<String, Tensor> trainHead(
            Network network,
            DeepLabConfiguration settings,
            List<Sample> samples,
            PerSample<LabelMap> labels,
            StageContext context)
            throws IOException {
        FrozenSights sights = new FrozenSights(inference, frozen, network);
        Examples examples = new Examples(sights, settings);
        int count = examples.read(samples, labels, context);
        Map<String, Tensor> initial = network.initial(context.seed());
        examples.standardise(initial);
        TrainingPlan plan = plan(count, settings, context).with(Schedule.cosine(WARM_UP));
        return train(
                plan.with(groups(network, settings)),
                initial,
                new FrozenTraining(sights, examples, settings),
                context);
    }

    private Map<String, Tensor> trainNetwork(
            Network network,
            DeepLabConfiguration settings,
            List<Sample> samples,
            PerSample<LabelMap> labels,
            StageContext context)
            throws IOException {
        TrainingPlan plan = plan(samples.size(), settings, context).with(Schedule.poly(POWER));
        ImageTraining training = new ImageTraining(network, settings, samples, labels, context);
        Map<String, Tensor> initial = network.initial(context.seed());
        if (network.backbone().isPretrained()) {
            // one that is trained from scratch does not keep its scale
            training.standardise(inference, initial);
        }
        return train(plan.with(groups(network, settings)), initial, training, context);
    }

    private static TrainingPlan plan(
            int examples, DeepLabConfiguration settings, StageContext context) {
        return TrainingPlan.of(
                        "train deeplab",
                        examples,
                        settings.epochs(),
                        settings.batch(),
                        context.seed(),
                        settings.rate())
                .with(Optimizer.adamW(settings.weightDecay()))
                .withCheckpoint(context.folder().resolve(CHECKPOINT));
    }

    /** Scales are kept as they are; what was pretrained moves more slowly. */
    private static List<ParameterGroup> groups(Network network, DeepLabConfiguration settings) {
        Set<String> pretrained =
                network.backbone().isPretrained() ? Set.copyOf(network.trained()) : Set.of();
        return List.of(
                ParameterGroup.frozen(name -> name.startsWith(Network.NORM)),
                new ParameterGroup(pretrained::contains, settings.backboneRate(), 1));
    }

    private <D> Map<String, Tensor> train(
            TrainingPlan plan,
            Map<String, Tensor> initial,
            Objective<D> objective,
            StageContext context)
            throws IOException {
        return new Trainer(inference).train(plan, initial, objective, context);
    }

    @Override
    public SegmentationModel open(StageContext context) throws IOException {
        DeepLabConfiguration settings = context.settings().as(DeepLabConfiguration.class);
        Network network = Network.of(inference, settings, context.classes());
        Path file = context.folder().resolve(WEIGHTS);
        SafeTensors weights = SafeTensors.read(file);
        network.check(weights, file);
        Parameters parameters = inference.parameters(weights.tensors());
        return new DeepLabModel(
                inference, new FrozenSights(inference, frozen, network), settings, parameters);
    }
}
