package org.espalier.localizer.cam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.StageContext;
import org.espalier.inference.Backbone;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.weights.SafeTensors;
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
 *   <li>Maps are smoothed over pixels with alike early features (see {@link Correlation}), in the
 *       manner of SEAM's pixel correlation module (Wang et al., CVPR 2020) but with nothing to
 *       learn; {@code correlation = 0} leaves it out.
 *   <li>After that, in {@code rounds}, a small head learns the class of a place from the maps of
 *       all training images and adds to them (see {@link SelfTraining}); {@code rounds = 0} leaves
 *       it out. With both left out the maps are those of the paper.
 *   <li>The bias takes no part in the map, as in Ahn and Kwak.
 * </ul>
 */
@Component
@Method("cam")
@Designate(ocd = CamConfiguration.class)
public final class ClassActivationMaps implements Localizer {
    private static final String WEIGHTS = "weights.safetensors";
    private static final String ACTIVATIONS = "activations.safetensors";

    private final Inference inference;

    /** Called by the framework. */
    @Activate
    public ClassActivationMaps(@Reference Inference inference) {
        this.inference = inference;
    }

    @Override
    public void fit(List<Sample> samples, StageContext context) throws IOException {
        CamConfiguration settings = context.settings().as(CamConfiguration.class);
        Classifier classifier = classifier(settings, context);
        ClassifierTraining training = new ClassifierTraining(inference, classifier, settings);
        Map<String, Tensor> learned =
                classifier.frozenStages() == classifier.backbone().stages().size()
                        ? new HeadTraining(training).train(samples, context)
                        : new NetworkTraining(training).train(samples, context);
        Path folder = context.folder();
        if (settings.rounds() > 0) {
            learned = new LinkedHashMap<>(learned);
            learned.putAll(selfTrained(classifier, settings, learned, samples, context));
        }
        SafeTensors.write(
                folder.resolve(WEIGHTS),
                Map.of("classes", String.join(",", context.classes().names())),
                learned);
        Files.deleteIfExists(folder.resolve(Classifier.CHECKPOINT));
        Files.deleteIfExists(folder.resolve(Classifier.CACHE));
    }

    private Map<String, Tensor> selfTrained(
            Classifier classifier,
            CamConfiguration settings,
            Map<String, Tensor> learned,
            List<Sample> samples,
            StageContext context)
            throws IOException {
        try (Parameters parameters = inference.parameters(learned)) {
            return new SelfTraining(
                            inference,
                            new Look(inference, classifier, parameters, settings),
                            new Seeds(inference, classifier, settings),
                            settings,
                            new ActivationCache(context.folder().resolve(ACTIVATIONS)))
                    .train(samples, context);
        }
    }

    @Override
    public LocalizationModel open(StageContext context) throws IOException {
        CamConfiguration settings = context.settings().as(CamConfiguration.class);
        Classifier classifier = classifier(settings, context);
        Path file = context.folder().resolve(WEIGHTS);
        SafeTensors weights = SafeTensors.read(file);
        classifier.check(weights, file);
        Parameters parameters = inference.parameters(weights.tensors());
        return new CamModel(
                classifier,
                new Look(inference, classifier, parameters, settings),
                new Seeds(inference, classifier, settings),
                settings,
                parameters,
                Classifier.bias(weights, file),
                new ActivationCache(context.folder().resolve(ACTIVATIONS)));
    }

    private Classifier classifier(CamConfiguration settings, StageContext context) {
        Backbone backbone = inference.backbone(settings.backbone(), settings.outputStride());
        int trained = settings.trainedStages();
        if (trained < 0) {
            trained = backbone.isPretrained() ? 0 : backbone.stages().size();
        }
        int frozen = Math.max(0, backbone.stages().size() - trained);
        return new Classifier(backbone, frozen, context.classes());
    }
}
