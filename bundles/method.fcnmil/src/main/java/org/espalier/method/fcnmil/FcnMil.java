package org.espalier.method.fcnmil;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.StageContext;
import org.espalier.classification.LearnedWeights;
import org.espalier.classification.Look;
import org.espalier.classification.MeanHead;
import org.espalier.classification.Network;
import org.espalier.classification.TagTraining;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.weights.Tensor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * FCN-MIL (D. Pathak, E. Shelhamer, J. Long, T. Darrell: <em>Fully Convolutional Multi-Class
 * Multiple Instance Learning</em>, <a href="https://arxiv.org/abs/1412.7144">arXiv 1412.7144</a>,
 * ICLR workshop 2015).
 *
 * <p>When to use: as the yardstick that later methods are measured against, or where the simplest
 * thing with a background of its own is wanted. It needs neither a threshold nor a CRF.
 *
 * <p>A 1x1 convolution scores the background and every class at each place; p is their softmax.
 * With L the tags of an image and the background, which is always present,
 *
 * <pre>
 *   loss = -(1 / |L|) * sum over l in L of log p_l(x_l),   x_l = the place where p_l is highest.
 * </pre>
 *
 * <p>Absent classes are pushed down by the softmax alone. The scores of an image are the p of each
 * class; without tags the best of all classes wins each pixel, and the tags of the image are those
 * that win one; with tags, the best of them and the background.
 *
 * <p><strong>Deviations from the paper</strong>
 *
 * <ul>
 *   <li>The backbone is MobileNetV2 at stride 16, frozen unless {@code trainedStages} says
 *       otherwise, in place of a fine-tuned VGG-16 at stride 32; so there are no fully connected
 *       layers and no dropout.
 *   <li>The rows of the classes do not come from ImageNet's classifier: they first learn tags from
 *       the mean feature by a multi-label loss. The row of the background is zero then, as in the
 *       paper. Without such a start the background wins everywhere.
 *   <li>AdamW with a warm-up and a cosine, in batches, in place of SGD image by image.
 *   <li>What is upsampled is p, not the score before the softmax, so that scores lie in [0, 1].
 *   <li>Views: {@code sides} and {@code mirror} may look at an image in several sizes and at its
 *       mirror image, and p is averaged; the paper looks once.
 * </ul>
 */
@Component
@Method("fcn-mil")
@Designate(ocd = FcnMilConfiguration.class)
public final class FcnMil implements Localizer {
    private final Inference inference;
    private final FrozenFeatures frozen;

    /** Called by the framework. */
    @Activate
    public FcnMil(@Reference Inference inference, @Reference FrozenFeatures frozen) {
        this.inference = inference;
        this.frozen = frozen;
    }

    @Override
    public void fit(List<Sample> samples, StageContext context) throws IOException {
        FcnMilConfiguration settings = context.settings().as(FcnMilConfiguration.class);
        Network network = network(settings, context);
        MeanHead rows = new MeanHead("rows", network);
        Map<String, Tensor> taught =
                training(
                                network,
                                settings,
                                settings.rowEpochs(),
                                settings.rowBatch(),
                                settings.rowRate())
                        .train("teach rows", rows, samples, context);
        MilHead head = new MilHead(network);
        Map<String, Tensor> learned =
                training(network, settings, settings.epochs(), settings.batch(), settings.rate())
                        .train("train fcn-mil", head, head.initial(rows, taught), samples, context);
        LearnedWeights.write(learned, context);
    }

    private TagTraining training(
            Network network, FcnMilConfiguration settings, int epochs, int batch, double rate) {
        return new TagTraining(
                inference,
                frozen,
                network,
                new TagTraining.Regimen(
                        settings.trainingSides(),
                        settings.mirror(),
                        epochs,
                        batch,
                        rate,
                        settings.weightDecay()));
    }

    @Override
    public LocalizationModel open(StageContext context) throws IOException {
        FcnMilConfiguration settings = context.settings().as(FcnMilConfiguration.class);
        Network network = network(settings, context);
        MilHead head = new MilHead(network);
        Parameters parameters = inference.parameters(LearnedWeights.read(network, head, context));
        Look.Views views = new Look.Views(settings.sides(), settings.mirror(), settings.gridSide());
        return new FcnMilModel(
                network,
                head,
                new Look(inference, frozen, network, head, parameters, views),
                parameters);
    }

    private Network network(FcnMilConfiguration settings, StageContext context) {
        return Network.of(
                inference.backbone(settings.backbone(), settings.outputStride()),
                settings.trainedStages(),
                context.classes());
    }
}
