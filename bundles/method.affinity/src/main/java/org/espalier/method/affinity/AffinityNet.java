package org.espalier.method.affinity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.crf.CrfInference;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.Refiner;
import org.espalier.api.stage.StageContext;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.frozen.GridFeatures;
import org.espalier.inference.Backbone;
import org.espalier.inference.Inference;
import org.espalier.training.Optimizer;
import org.espalier.training.Schedule;
import org.espalier.training.Standardisation;
import org.espalier.training.Trainer;
import org.espalier.training.TrainingPlan;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * AffinityNet: J. Ahn and S. Kwak, <em>Learning Pixel-Level Semantic Affinity with Image-Level
 * Supervision for Weakly Supervised Semantic Segmentation</em>, CVPR 2018, <a
 * href="https://arxiv.org/abs/1803.10464">arXiv:1803.10464</a>.
 *
 * <p>When to use: after a localizer whose seeds are right but small or ragged. It learns which
 * neighbouring cells belong together from where the seeds are sure, and spreads them from there to
 * the borders of objects.
 *
 * <p>With seeds M of the tagged classes and bg = (1 - max_c M_c)^alpha:
 *
 * <ol>
 *   <li>Cells that are foreground against a strong background (low alpha), and cells that are
 *       background against a weak one (high alpha), both after a dense CRF, are confident.
 *   <li>The network gives each cell features f such that W_ij = exp(-mean_k |f_i(k) - f_j(k)|) is
 *       high for neighbours of equal confident labels and low for others: the loss is a quarter of
 *       the mean of -log W over pairs within the background, the same within the foreground, and
 *       half the mean of -log(1 - W) over pairs of different labels.
 *   <li>T has W_ij ^ beta within the radius and 1 on its diagonal, and columns that sum to 1. The
 *       refined scores are those of the classes and the background times T ^ (2 ^ doublings). T is
 *       a stencil, applied that many times to the planes: the same result as the dense power, in
 *       memory of cells times neighbours.
 * </ol>
 *
 * <p><strong>Deviations from the paper</strong>
 *
 * <ul>
 *   <li>The backbone is frozen and only the convolutions after it learn, by AdamW: a few hundred
 *       images do not carry more. As convolutions of 1x1 do not tell left from right, mirror images
 *       would teach nothing and are not shown; colours are not jittered, images not rescaled.
 *   <li>W takes the mean over the channels, as the authors' code does, where the paper has a sum.
 *   <li>The loss weighs its three terms as the authors' code does: half of the paper's.
 *   <li>All pairs within a training square count; the code leaves out those that begin near its
 *       border.
 *   <li>The grid has the same number of cells along the shorter side of every image, one in eight
 *       pixels of the size at which it is looked at; seeds and labels are brought to it by a
 *       triangle filter in place of pooling by eight.
 *   <li>Where the data set has no background, only foreground is ever confident, and no background
 *       walks.
 *   <li>{@code sampling = irn} chooses confident labels as the successor does (Ahn, Cho and Kwak,
 *       CVPR 2019), except that the CRF's probabilities, not its labels, are brought to the grid.
 * </ul>
 */
@Component
@Method("affinity")
@Designate(ocd = AffinityConfiguration.class)
public final class AffinityNet implements Refiner {
    static final String WEIGHTS = "weights.safetensors";
    static final String LABELS = "labels";
    private static final String CHECKPOINT = "checkpoint.safetensors";

    private final Inference inference;
    private final FrozenFeatures frozen;
    private final CrfInference crf;
    private final ImageCodec codec;

    /** Called by the framework. */
    @Activate
    public AffinityNet(
            @Reference Inference inference,
            @Reference FrozenFeatures frozen,
            @Reference CrfInference crf,
            @Reference ImageCodec codec) {
        this.inference = inference;
        this.frozen = frozen;
        this.crf = crf;
        this.codec = codec;
    }

    @Override
    public void fit(List<Sample> samples, PerSample<ScoreMap> upstream, StageContext context)
            throws IOException {
        AffinityConfiguration settings = context.settings().as(AffinityConfiguration.class);
        GridFeatures grid = grid(settings);
        AffinityHead head = head(settings, grid);
        int background = context.classes().background().orElse(ClassSet.VOID);
        LabelFolder labels =
                new LabelFolder(
                        context.folder().resolve(LABELS),
                        codec,
                        new ConfidentLabels(crf, Sampling.of(settings), background),
                        grid);
        List<Sample> usable = labels.make(samples, upstream, context);
        if (usable.isEmpty()) {
            throw new IOException(
                    "None of the training images can be read and has a confident label");
        }
        Standardisation standard =
                Standardisation.of(
                        usable,
                        Arrays.stream(head.channels()).sum(),
                        sample -> grid.of(sample.image()),
                        context);
        Path checkpoint = context.folder().resolve(CHECKPOINT);
        PairObjective objective =
                new PairObjective(
                        head,
                        Stencil.of(settings.radius()),
                        sample -> standard.apply(grid.of(sample.image())),
                        labels,
                        usable,
                        settings.crop(),
                        background,
                        context);
        Map<String, Tensor> learned =
                new LinkedHashMap<>(
                        new Trainer(inference)
                                .train(
                                        plan(settings, usable.size(), checkpoint, context),
                                        head.initial(context.seed()),
                                        objective,
                                        context));
        learned.putAll(standard.tensors());
        SafeTensors.write(
                context.folder().resolve(WEIGHTS),
                Map.of("stages", String.join(",", settings.stages())),
                learned);
        Files.deleteIfExists(checkpoint);
    }

    private static TrainingPlan plan(
            AffinityConfiguration settings, int images, Path checkpoint, StageContext context) {
        return TrainingPlan.of(
                        "train affinity",
                        images,
                        settings.epochs(),
                        settings.batch(),
                        context.seed(),
                        settings.rate())
                .with(Optimizer.adamW(settings.weightDecay()))
                .with(Schedule.poly(0.9))
                .withCheckpoint(checkpoint);
    }

    @Override
    public RefinementModel open(StageContext context) throws IOException {
        AffinityConfiguration settings = context.settings().as(AffinityConfiguration.class);
        GridFeatures grid = grid(settings);
        AffinityHead head = head(settings, grid);
        Path file = context.folder().resolve(WEIGHTS);
        SafeTensors weights = SafeTensors.read(file);
        Standardisation standard = Standardisation.of(weights, file);
        return new AffinityModel(
                inference,
                grid,
                standard,
                head,
                inference.parameters(head.read(weights, file)),
                context.classes().background(),
                settings);
    }

    private GridFeatures grid(AffinityConfiguration settings) {
        Backbone backbone = inference.backbone(settings.backbone(), settings.outputStride());
        return GridFeatures.checked(
                frozen, backbone, settings.stages(), settings.side(), settings.gridStride());
    }

    private static AffinityHead head(AffinityConfiguration settings, GridFeatures grid) {
        int[] widths = settings.widths();
        if (widths.length != settings.stages().length || widths.length == 0) {
            throw new InvalidConfigurationException(
                    "widths",
                    "names %d numbers for %d stages"
                            .formatted(widths.length, settings.stages().length),
                    "one for each of the stages, and at least one stage");
        }
        for (int width : widths) {
            if (width < 1 || width > 4096) {
                throw new InvalidConfigurationException(
                        "widths", "holds " + width, "numbers from 1 to 4096");
            }
        }
        return new AffinityHead(grid.channels(), widths, settings.features());
    }
}
