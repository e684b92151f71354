package org.espalier.method.deepcluster;

import java.io.IOException;
import java.util.List;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.Refiner;
import org.espalier.api.stage.SegmentationModel;
import org.espalier.api.stage.Segmenter;
import org.espalier.api.stage.StageContext;
import org.espalier.api.superpixel.Oversegmentation;
import org.espalier.api.superpixel.Superpixels;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.frozen.GridFeatures;
import org.espalier.heads.TaggedSegmenter;
import org.espalier.inference.Backbone;
import org.espalier.inference.Inference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Deep clustering: X. Wang, H. Ma and S. You, <em>Deep clustering for weakly-supervised semantic
 * segmentation in autonomous driving scenes</em>, Neurocomputing 381 (2020).
 *
 * <p>When to use: on images that share nearly all their tags, such as driving scenes, where a
 * classifier of tags has little to learn; and elsewhere after any localizer, where there is time
 * for several trainings of a segmentation network.
 *
 * <ol>
 *   <li>Superpixels are labelled by the seeds, or by the images in which their appearance recurs
 *       ({@link Recurrence}); those of no clear class are void.
 *   <li>The <em>region network</em>, mask pooling of frozen features and one hidden layer, learns
 *       the labels by cross-entropy and {@link CentreLoss}.
 *   <li>It labels all superpixels anew: a softmax over the image's tags, and the background where
 *       there is one; what is not likely enough is void.
 *   <li>A segmenter learns these labels. Of its output only the image's tags are kept. A superpixel
 *       of which nearly all pixels then carry one class has that label in the next round.
 * </ol>
 *
 * <p>The refined scores are the segmenter's of the last round, within the classes of the scores
 * that are refined.
 *
 * <p><strong>Deviations from the paper</strong>. Of the paper its abstract and what others write of
 * it were to be had; all settings were chosen here.
 *
 * <ul>
 *   <li>Backbones are frozen; the hidden layer of the region network and the head of the segmenter
 *       learn, by AdamW, from the start in every round. Regions are not drawn by class.
 *   <li>Features are brought to length one before the centre loss, which is the mean over a batch,
 *       as the cross-entropy is. The rate a of the centres follows the schedule of the learning
 *       rate.
 *   <li>Centres begin by k-means++ over the features of all regions, matched to classes by the
 *       regions they share.
 *   <li>The first labels come from {@link Recurrence}, unless {@code clusters} is 0; the paper is
 *       not known to have anything like it. Seeds count by how rare their tag is.
 *   <li>{@code locationPrior}, off unless configured, says where classes are to be expected. It is
 *       knowledge beyond tags. It takes part in the first labels and when regions are labelled
 *       anew, where it stands for how often a class was learned.
 *   <li>Superpixels are SLIC's.
 * </ul>
 */
@Component
@Method("deep-clustering")
@Designate(ocd = DeepClusteringConfiguration.class)
public final class DeepClustering implements Refiner {
    private static final String REGIONS = "regions";
    private static final int STRIDE = 8;
    private static final int ITERATIONS = 10;

    private final Inference inference;
    private final FrozenFeatures frozen;
    private final Segmenter segmenter;
    private final Superpixels superpixels;
    private final ImageCodec images;

    /** Called by the framework. */
    @Activate
    public DeepClustering(
            @Reference Inference inference,
            @Reference FrozenFeatures frozen,
            @Reference(target = "(method=deeplab)") Segmenter segmenter,
            @Reference Superpixels superpixels,
            @Reference ImageCodec images) {
        this.inference = inference;
        this.frozen = frozen;
        this.segmenter = segmenter;
        this.superpixels = superpixels;
        this.images = images;
    }

    @Override
    public void fit(List<Sample> samples, PerSample<ScoreMap> upstream, StageContext context)
            throws IOException {
        DeepClusteringConfiguration settings =
                context.settings().as(DeepClusteringConfiguration.class);
        LocationPrior prior =
                settings.locationPrior()
                        ? LocationPrior.of(settings.prior_places(), context.classes())
                        : LocationPrior.none(context.classes());
        Regions regions =
                new Regions(
                        superpixels,
                        grid(settings),
                        new Oversegmentation.Slic(
                                settings.superpixels(), (float) settings.compactness(), ITERATIONS),
                        context.folder().resolve(REGIONS));
        new Rounds(
                        inference,
                        new FirstLabels(regions, images, prior, settings, context),
                        new RegionNetwork(inference, regions, prior, settings, context),
                        regions,
                        new TaggedSegmenter(segmenter, context),
                        images,
                        context)
                .run(samples, upstream, settings.rounds());
    }

    private GridFeatures grid(DeepClusteringConfiguration settings) {
        Backbone backbone = inference.backbone(settings.backbone(), settings.outputStride());
        if (settings.stages().length == 0) {
            throw new InvalidConfigurationException("stages", "is empty", "name a stage");
        }
        return GridFeatures.checked(frozen, backbone, settings.stages(), settings.side(), STRIDE);
    }

    @Override
    public RefinementModel open(StageContext context) throws IOException {
        int rounds = context.settings().as(DeepClusteringConfiguration.class).rounds();
        return new Model(new TaggedSegmenter(segmenter, context).open(rounds), context.classes());
    }

    /** The segmenter of the last round; of the scores only the classes count. */
    private record Model(SegmentationModel segmenter, ClassSet classes) implements RefinementModel {
        @Override
        public ScoreMap refine(Image image, ScoreMap scores) throws IOException {
            Tags candidates = TaggedSegmenter.candidates(Tags.of(scores.classIds()), classes);
            return candidates.isEmpty()
                    ? scores
                    : TaggedSegmenter.within(segmenter, image, candidates);
        }

        @Override
        public void close() {
            segmenter.close();
        }
    }
}
