package org.espalier.localizer.cam;

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
 * Class activation maps (B. Zhou, A. Khosla, A. Lapedriza, A. Oliva, A. Torralba: <em>Learning Deep
 * Features for Discriminative Localization</em>, CVPR 2016), with the multi-scale inference that
 * Ahn and Kwak (CVPR 2018) made customary.
 *
 * <p>When to use: as the first stage of nearly every pipeline. It is quick, it needs nothing but
 * tags, and what refiners expect is what it gives: high on the most telling part of an object.
 *
 * <p>A classifier averages the features f of an image and weighs them, logit_c = w_c . mean f +
 * b_c, and learns from tags by binary cross-entropy. The map of class c is then M_c(x, y) = max(0,
 * w_c . f(x, y)), summed over sizes of the image and its mirror image and divided by its maximum.
 *
 * <p><strong>Deviations from the paper</strong>
 *
 * <ul>
 *   <li>A pretrained backbone stays frozen unless {@code trainedStages} says otherwise: on a few
 *       hundred images that gives better maps than fine-tuning, in minutes on a processor.
 *   <li>The bias takes no part in the map, as in Ahn and Kwak.
 * </ul>
 */
@Component
@Method("cam")
@Designate(ocd = CamConfiguration.class)
public final class ClassActivationMaps implements Localizer {
    private final Inference inference;
    private final FrozenFeatures frozen;

    /** Called by the framework. */
    @Activate
    public ClassActivationMaps(@Reference Inference inference, @Reference FrozenFeatures frozen) {
        this.inference = inference;
        this.frozen = frozen;
    }

    @Override
    public void fit(List<Sample> samples, StageContext context) throws IOException {
        CamConfiguration settings = context.settings().as(CamConfiguration.class);
        Network network = network(settings, context);
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
                        .train("train cam", head(network), samples, context);
        LearnedWeights.write(learned, context);
    }

    @Override
    public LocalizationModel open(StageContext context) throws IOException {
        CamConfiguration settings = context.settings().as(CamConfiguration.class);
        Network network = network(settings, context);
        MeanHead head = head(network);
        Map<String, Tensor> learned = LearnedWeights.read(network, head, context);
        Parameters parameters = inference.parameters(learned);
        Look.Views views = new Look.Views(settings.sides(), settings.mirror(), settings.gridSide());
        return new CamModel(
                network,
                head,
                new Look(inference, frozen, network, head, parameters, views),
                parameters,
                learned.get(head.layer().bias()).values(),
                settings.tagThreshold());
    }

    private static MeanHead head(Network network) {
        return new MeanHead("cam", network);
    }

    private Network network(CamConfiguration settings, StageContext context) {
        return Network.of(
                inference.backbone(settings.backbone(), settings.outputStride()),
                settings.trainedStages(),
                context.classes());
    }
}
