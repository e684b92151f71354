package org.espalier.method.ial;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.crf.CrfInference;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.imaging.ScoreCodec;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.Refiner;
import org.espalier.api.stage.RoundFolder;
import org.espalier.api.stage.Segmenter;
import org.espalier.api.stage.StageContext;
import org.espalier.api.superpixel.Superpixels;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.frozen.GridFeatures;
import org.espalier.heads.HeldOut;
import org.espalier.heads.TaggedSegmenter;
import org.espalier.inference.Backbone;
import org.espalier.inference.Inference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Iterative affinity learning: X. Wang, S. Liu, H. Ma and M.-H. Yang, <em>Weakly-Supervised
 * Semantic Segmentation by Iterative Affinity Learning</em>, IJCV 128 (2020), <a
 * href="https://arxiv.org/abs/2002.08098">arXiv:2002.08098</a>.
 *
 * <p>When to use: after any localizer or refiner, where there is time for several trainings of a
 * segmentation network. It learns what all images have in common, and corrects the labels of each
 * by it.
 *
 * <p>Round t, beginning with labels Y of the seeds:
 *
 * <ol>
 *   <li>The <em>unary</em> network f, a segmenter, learns Y by cross-entropy. Of its output only
 *       the tags of an image and the background are kept, and averaged over the seeds, {@code
 *       seeds} fold, and the rounds so far: a^u.
 *   <li>Superpixels of which at least {@code purity} of the pixels carry one class in a^u are
 *       candidates. A classifier of superpixels, by mask pooling, learns from all candidates; those
 *       to which it gives another class are dropped. The rest are the confident regions.
 *   <li>The <em>pairwise</em> network g emits the weights of a {@link Propagation} G, and learns by
 *       {@code -log a^p(y)} over the confident regions, a^p = G a^u, and by the smoothness of its
 *       weights within superpixels ({@link PairwiseLoss}).
 *   <li>The labels of a^p, smoothed by a dense CRF, are Y of the next round.
 * </ol>
 *
 * <p>The refined scores are a^p of the last round, of the mean of the seeds and all rounds' unary
 * networks.
 *
 * <p><strong>Deviations from the paper</strong>
 *
 * <ul>
 *   <li>Backbones are frozen; heads of the two networks and of the region classifier learn, by
 *       AdamW. The paper's settings of all three were not to be had; these were chosen here.
 *   <li>Every round trains its networks from the start, not from those of the round before.
 *   <li>A round may have several unary networks ({@code folds}), of which each image is labelled by
 *       one that has not learned from it: a network of few images repeats the errors of the labels
 *       it has seen. By default there is one, as in the paper.
 *   <li>The unary output is the mean over the rounds: with networks that start anew on a few
 *       hundred images one round's output differs from the next's by more than a round improves it.
 *       The seeds may be part of the mean ({@code seeds}).
 *   <li>The region classifier sees frozen features and has one hidden layer.
 *   <li>The smoothness ||G - Gs||^2 is taken over the weights that define G and Gs, not over their
 *       full matrices.
 *   <li>Propagation has one group of weights for all classes.
 *   <li>The pairwise network learns from the unary output of its own round and does not change it:
 *       no gradient goes from one to the other.
 *   <li>Labels go through a dense CRF, those of the seeds too.
 *   <li>Superpixels are SLIC's.
 * </ul>
 */
@Component
@Method("ial")
@Designate(ocd = IalConfiguration.class)
public final class IterativeAffinityLearning implements Refiner {
    private final Inference inference;
    private final FrozenFeatures frozen;
    private final Segmenter segmenter;
    private final Superpixels superpixels;
    private final CrfInference crf;
    private final ImageCodec images;
    private final ScoreCodec scores;

    /** Called by the framework. */
    @Activate
    public IterativeAffinityLearning(
            @Reference Inference inference,
            @Reference FrozenFeatures frozen,
            @Reference(target = "(method=deeplab)") Segmenter segmenter,
            @Reference Superpixels superpixels,
            @Reference CrfInference crf,
            @Reference ImageCodec images,
            @Reference ScoreCodec scores) {
        this.inference = inference;
        this.frozen = frozen;
        this.segmenter = segmenter;
        this.superpixels = superpixels;
        this.crf = crf;
        this.images = images;
        this.scores = scores;
    }

    @Override
    public void fit(List<Sample> samples, PerSample<ScoreMap> upstream, StageContext context)
            throws IOException {
        IalConfiguration settings = context.settings().as(IalConfiguration.class);
        ConfidentRegions regions =
                new ConfidentRegions(
                        inference,
                        superpixels,
                        images,
                        grid(settings, settings.regionStages(), settings.outputStride()),
                        settings,
                        context);
        new Rounds(
                        unary(settings, context),
                        regions,
                        pairwise(settings, context),
                        crf,
                        images,
                        scores,
                        CrfParameters.preset(settings.crf()),
                        new UnaryMean(settings.seeds(), context.classes()),
                        context)
                .run(samples, upstream, settings.rounds());
    }

    @Override
    public RefinementModel open(StageContext context) throws IOException {
        IalConfiguration settings = context.settings().as(IalConfiguration.class);
        HeldOut networks = unary(settings, context);
        List<HeldOut.Models> unary = new ArrayList<>();
        try {
            for (int round = 1; round <= settings.rounds(); round++) {
                unary.add(networks.open(round));
            }
            PairwiseModel pairwise =
                    pairwise(settings, context)
                            .open(RoundFolder.of(context.folder(), settings.rounds()));
            return new IalModel(
                    List.copyOf(unary),
                    new UnaryMean(settings.seeds(), context.classes()),
                    pairwise);
        } catch (IOException | RuntimeException e) {
            unary.forEach(HeldOut.Models::close);
            throw e;
        }
    }

    private HeldOut unary(IalConfiguration settings, StageContext context) {
        return new HeldOut(new TaggedSegmenter(segmenter, context), settings.folds());
    }

    private Pairwise pairwise(IalConfiguration settings, StageContext context) {
        return new Pairwise(
                inference,
                grid(settings, settings.pairwiseStages(), settings.gridStride()),
                settings,
                context);
    }

    private GridFeatures grid(IalConfiguration settings, String[] stages, int stride) {
        Backbone backbone = inference.backbone(settings.backbone(), settings.outputStride());
        if (stages.length == 0) {
            throw new InvalidConfigurationException(
                    "regionStages, pairwiseStages", "one of them is empty", "name a stage");
        }
        return GridFeatures.checked(frozen, backbone, stages, settings.side(), stride);
    }
}
