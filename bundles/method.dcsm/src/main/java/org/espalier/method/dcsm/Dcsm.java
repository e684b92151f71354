package org.espalier.method.dcsm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.StageContext;
import org.espalier.classification.LearnedWeights;
import org.espalier.classification.Network;
import org.espalier.classification.TagTraining;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.frozen.View;
import org.espalier.inference.Inference;
import org.espalier.inference.Rectification;
import org.espalier.weights.Tensor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Distinct class saliency maps. */
@Component
@Method("dcsm")
@Designate(ocd = DcsmConfiguration.class)
public final class Dcsm implements Localizer {
    private final Inference inference;
    private final FrozenFeatures frozen;

    /** Called by the framework. */
    @Activate
    public Dcsm(@Reference Inference inference, @Reference FrozenFeatures frozen) {
        this.inference = inference;
        this.frozen = frozen;
    }

    @Override
    public void fit(List<Sample> samples, StageContext context) throws IOException {
        DcsmConfiguration settings = context.settings().as(DcsmConfiguration.class);
        Network network = network(settings, context);
        // a layer that is not there is found out before the training, not after it
        layers(network, settings);
        TagTraining.Regimen regimen =
                new TagTraining.Regimen(
                        settings.trainingSides(),
                        settings.mirror(),
                        settings.epochs(),
                        settings.batch(),
                        settings.rate(),
                        settings.weightDecay());
        DcsmHead head = new DcsmHead(network, settings.pooledShare());
        LearnedWeights.write(
                new TagTraining(inference, frozen, network, regimen)
                        .train("train dcsm", head, samples, context),
                context);
    }

    @Override
    public LocalizationModel open(StageContext context) throws IOException {
        DcsmConfiguration settings = context.settings().as(DcsmConfiguration.class);
        Network network = network(settings, context);
        DcsmHead head = new DcsmHead(network, settings.pooledShare());
        Map<String, Tensor> learned = LearnedWeights.read(network, head, context);
        Map<String, Tensor> all = new LinkedHashMap<>(network.backbone().initial(context.seed()));
        all.putAll(learned);
        Saliency saliency =
                new Saliency(
                        inference,
                        frozen,
                        network,
                        head,
                        layers(network, settings),
                        settings.guided() ? Rectification.GUIDED : Rectification.PLAIN,
                        views(settings));
        return new DcsmModel(
                network,
                saliency,
                new Saliency.Learned(inference.parameters(all), learned),
                settings);
    }

    private static Layers layers(Network network, DcsmConfiguration settings) {
        return new Layers(network.backbone(), List.of(settings.layers()));
    }

    private static List<View> views(DcsmConfiguration settings) {
        List<View> views = new ArrayList<>();
        for (int side : settings.sides()) {
            views.add(new View(side, false));
            if (settings.mirror()) {
                views.add(new View(side, true));
            }
        }
        return views;
    }

    private Network network(DcsmConfiguration settings, StageContext context) {
        return Network.of(
                inference.backbone(settings.backbone(), settings.outputStride()),
                settings.trainedStages(),
                context.classes());
    }
}
