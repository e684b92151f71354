package org.espalier.method.wildcat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.StageContext;
import org.espalier.classification.LearnedWeights;
import org.espalier.classification.Look;
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
 * WILDCAT (T. Durand, T. Mordan, N. Thome, M. Cord: <em>WILDCAT: Weakly Supervised Learning of Deep
 * ConvNets for Image Classification, Pointwise Localization and Segmentation</em>, CVPR 2017).
 *
 * <p>When to use: in place of CAM where the CRF follows at once. It judges an image by the regions
 * that speak most for a class and by those that speak most against it, so its maps are low where
 * the object is not.
 *
 * <p>A transfer layer, a 1x1 convolution with bias, gives M maps a class. Their mean is the class's
 * map z_c, and {@link SpatialPooling} of the map is the class's score,
 *
 * <pre>  s_c = (mean of the k+ highest z_c + alpha * mean of the k- lowest z_c) / 2,</pre>
 *
 * <p>with the half of the reference code, which the paper's formula does not have. The loss is the
 * multi-label soft margin loss: the mean over classes of the binary cross-entropy of s_c. The M
 * maps are linear, so when the network is used they are folded into one. Scores of an image are its
 * maps z_c without the bias, rectified, summed over sizes of the image and its mirror image, and
 * divided by their maximum; with {@code background = trained} the background is a class that every
 * image has, and scores are the means of sigmoid(z_c).
 *
 * <p><strong>Deviations from the paper</strong>
 *
 * <ul>
 *   <li>The backbone is MobileNetV2 at stride 16, frozen unless {@code trainedStages} says
 *       otherwise, in place of a fine-tuned ResNet-101 at stride 32.
 *   <li>Frozen stages see images in their own proportions, with a shorter side of {@code
 *       trainingSides}; trained ones see squares, as in the paper.
 *   <li>AdamW with a warm-up and a cosine, in place of SGD at a constant rate.
 *   <li>Images are looked at in several sizes, upright and mirrored; the paper looks once.
 *   <li>k+, k- and alpha differ from the paper's 0.2, 0.2 and 0.7 by default; biases begin at -3.
 *   <li>With a constant background the bias takes no part in the maps, as in Ahn and Kwak's CAM.
 *   <li>The paper does not say how it tells the background; the two ways here are ours.
 * </ul>
 */
@Component
@Method("wildcat")
@Designate(ocd = WildcatConfiguration.class)
public final class Wildcat implements Localizer {
    private final Inference inference;
    private final FrozenFeatures frozen;

    /** Called by the framework. */
    @Activate
    public Wildcat(@Reference Inference inference, @Reference FrozenFeatures frozen) {
        this.inference = inference;
        this.frozen = frozen;
    }

    @Override
    public void fit(List<Sample> samples, StageContext context) throws IOException {
        WildcatConfiguration settings = context.settings().as(WildcatConfiguration.class);
        Network network = network(settings, context);
        WildcatHead head = head(settings, network);
        TagTraining.Regimen regimen =
                new TagTraining.Regimen(
                        settings.trainingSides(),
                        settings.mirror(),
                        settings.epochs(),
                        settings.batch(),
                        settings.rate(),
                        settings.weightDecay());
        Map<String, Tensor> learned =
                new TagTraining(inference, frozen, network, regimen)
                        .train("train wildcat", head, samples, context);
        LearnedWeights.write(learned, context);
    }

    @Override
    public LocalizationModel open(StageContext context) throws IOException {
        WildcatConfiguration settings = context.settings().as(WildcatConfiguration.class);
        Network network = network(settings, context);
        WildcatHead head = head(settings, network);
        Map<String, Tensor> learned = LearnedWeights.read(network, head, context);
        Map<String, Tensor> folded = head.fold(learned);
        Parameters parameters = inference.parameters(folded);
        Look.Views views = new Look.Views(settings.sides(), settings.mirror(), settings.gridSide());
        return new WildcatModel(
                network,
                head.folded(),
                new Look(inference, frozen, network, head.folded(), parameters, views),
                parameters,
                head.bias(folded),
                background(settings, network),
                settings.tagThreshold());
    }

    private Network network(WildcatConfiguration settings, StageContext context) {
        return Network.of(
                inference.backbone(settings.backbone(), settings.outputStride()),
                settings.trainedStages(),
                context.classes());
    }

    private static WildcatHead head(WildcatConfiguration settings, Network network) {
        boolean background = background(settings, network);
        return new WildcatHead(
                network.channels(),
                network.tags().length + (background ? 1 : 0),
                settings.maps(),
                new SpatialPooling(settings.highest(), settings.lowest(), settings.alpha()),
                background);
    }

    /** Whether the background is a class to be learned. */
    private static boolean background(WildcatConfiguration settings, Network network) {
        return switch (settings.background()) {
            case "constant" -> false;
            case "trained" -> {
                if (network.classes().background().isEmpty()) {
                    throw new InvalidConfigurationException(
                            "background", "is 'trained', and the data set has none", "'constant'");
                }
                yield true;
            }
            default ->
                    throw new InvalidConfigurationException(
                            "background",
                            "is '" + settings.background() + "'",
                            "'constant' or 'trained'");
        };
    }
}
