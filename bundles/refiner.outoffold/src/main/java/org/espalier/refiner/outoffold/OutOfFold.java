package org.espalier.refiner.outoffold;

import java.io.IOException;
import java.util.List;
import org.espalier.api.crf.CrfInference;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.Refiner;
import org.espalier.api.stage.Segmenter;
import org.espalier.api.stage.StageContext;
import org.espalier.heads.HeldOut;
import org.espalier.heads.TaggedSegmenter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Labels out of fold: the training images are cut into parts, and what is in the images of a part
 * is said by a segmentation network that has learned from all the others. Out-of-sample
 * probabilities against errors in labels are those of C. G. Northcutt, L. Jiang and I. L. Chuang,
 * <em>Confident Learning: Estimating Uncertainty in Dataset Labels</em>, JAIR 70 (2021), <a
 * href="https://arxiv.org/abs/1911.00068">arXiv:1911.00068</a>.
 *
 * <p>When to use: last before the CRF and the segmenter, after any localizer or refiner. A network
 * learns the errors of its labels by heart, and repeats them where it is asked about the images it
 * has learned from: the next network learns nothing new from that. What it says of other images it
 * has from what all have in common.
 *
 * <p>With a(k) the scores that came in, brought to a sum of 1 at each place, and p(k) the
 * probabilities of the network that has not seen the image, both over its tags and the background,
 * the refined scores are
 *
 * <pre>
 *   s(k) = (w p(k) + a(k)) / (w + 1)</pre>
 *
 * <p>The networks learn argmax a after a dense CRF. Of images that no network has learned from p is
 * the mean of all networks.
 *
 * <p><strong>Deviations from the paper</strong>
 *
 * <ul>
 *   <li>No label is left out for being likely wrong: all are made anew, with what came in as a
 *       voice of its own. The paper ranks and prunes the examples of a classification.
 *   <li>The classes of an image are known from its tags; no joint distribution of given and true
 *       labels is estimated.
 * </ul>
 */
@Component
@Method("out-of-fold")
@Designate(ocd = OutOfFoldConfiguration.class)
public final class OutOfFold implements Refiner {
    private static final int ROUND = 1;

    private final Segmenter segmenter;
    private final CrfInference crf;
    private final ImageCodec images;

    /** Called by the framework. */
    @Activate
    public OutOfFold(
            @Reference(target = "(method=deeplab)") Segmenter segmenter,
            @Reference CrfInference crf,
            @Reference ImageCodec images) {
        this.segmenter = segmenter;
        this.crf = crf;
        this.images = images;
    }

    @Override
    public void fit(List<Sample> samples, PerSample<ScoreMap> upstream, StageContext context)
            throws IOException {
        OutOfFoldConfiguration settings = context.settings().as(OutOfFoldConfiguration.class);
        FirstLabels labels =
                new FirstLabels(crf, CrfParameters.preset(settings.crf()), images, context);
        List<Sample> usable = labels.make(samples, upstream);
        HeldOut networks = networks(settings, context);
        networks.fit(ROUND, usable, labels, networks.deal(usable));
    }

    @Override
    public RefinementModel open(StageContext context) throws IOException {
        OutOfFoldConfiguration settings = context.settings().as(OutOfFoldConfiguration.class);
        return new OutOfFoldModel(
                networks(settings, context).open(ROUND), settings.weight(), context.classes());
    }

    private HeldOut networks(OutOfFoldConfiguration settings, StageContext context) {
        return new HeldOut(new TaggedSegmenter(segmenter, context), settings.folds());
    }
}
