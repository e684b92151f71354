package org.espalier.method.dcsm;

import java.io.IOException;
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

/**
 * Distinct class saliency maps (W. Shimoda, K. Yanai: <em>Distinct Class-specific Saliency Maps for
 * Weakly Supervised Semantic Segmentation</em>, ECCV 2016, <a
 * href="https://doi.org/10.1007/978-3-319-46493-0_14">doi:10.1007/978-3-319-46493-0_14</a>).
 *
 * <p>When to use: before a dense CRF, where no second network is to be trained. Layers in the
 * middle know the extent of an object better than the last one does; in exchange each class in each
 * view costs a way back through the network.
 *
 * <p>A multi-label classifier learns from tags by binary cross-entropy. For each candidate class c,
 * those that are present and the likeliest others, the derivative of its score, summed over all
 * places, is taken back to several layers l by guided back-propagation, and g_c^l(x, y) is its
 * greatest magnitude over channels. What distinguishes a present class t is summed over layers,
 * views and the other candidates u where d = g_t^l - s g_u^l is positive:
 *
 * <pre>
 *   M_t = sum_(l, u) tanh(f d / max d)        M_t := tanh(F M_t / max M_t) / tanh(F)</pre>
 *
 * <p>as in the authors' MatConvNet code, where s = 1 and f = F = 3. The background's score is what
 * the highest map leaves of 1.
 *
 * <p><strong>Deviations from the paper</strong>
 *
 * <ul>
 *   <li>A pretrained backbone stays frozen unless {@code trainedStages} says otherwise, and an
 *       image is judged by the mean over the better half of its places ({@code pooledShare}), not
 *       by the single best one: on frozen features that one alone tells classes badly. {@code
 *       pooledShare = 0} is the paper's global max pooling.
 *   <li>The share s of another candidate's map that is subtracted is 0.7 ({@code subtraction}): at
 *       1 an object loses the parts that it has in common with a class that is not there.
 *   <li>The sum is not squashed once more, F = 0 ({@code finalSquashing}): F = 3 lifts what is weak
 *       so much that hardly anything is left to the background.
 *   <li>With MobileNetV2 derivatives are read after linear bottlenecks, where there is no
 *       rectifier; bottlenecks and residuals hand them on unchanged. Its rectifiers are closed at
 *       their upper bound of 6 as well as at 0.
 *   <li>Maps are brought to the grid of the finest one, not to 500 x 500 pixels; views are sizes of
 *       the image itself, without a canvas around it.
 *   <li>Classes are detected by the mean over views, not in each of them, and at least the
 *       likeliest one always is; all views count.
 *   <li>With a single candidate there is nothing to subtract: its own map counts.
 * </ul>
 */
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
                        View.all(settings.sides(), settings.mirror()));
        return new DcsmModel(
                network,
                saliency,
                new Saliency.Learned(inference.parameters(all), learned),
                settings);
    }

    private static Layers layers(Network network, DcsmConfiguration settings) {
        return new Layers(network.backbone(), List.of(settings.layers()));
    }

    private Network network(DcsmConfiguration settings, StageContext context) {
        return Network.of(
                inference.backbone(settings.backbone(), settings.outputStride()),
                settings.trainedStages(),
                context.classes());
    }
}
