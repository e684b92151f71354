package org.espalier.refiner.selftraining;

import java.io.IOException;
import java.util.List;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.Refiner;
import org.espalier.api.stage.StageContext;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.heads.RowHead;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Self-training on smoothed seeds: scores are spread over places with alike early features, and a
 * small head learns from the scores of all training images what a class looks like. Not the method
 * of one paper: the smoothing is modelled on the pixel correlation module of SEAM (Y. Wang, J.
 * Zhang, M. Kan, S. Shan, X. Chen: <em>Self-supervised Equivariant Attention Mechanism for Weakly
 * Supervised Semantic Segmentation</em>, CVPR 2020), the rounds are self-training as the field has
 * known it for long (D.-H. Lee: <em>Pseudo-Label</em>, ICML 2013 workshop).
 *
 * <p>When to use: after any localizer whose scores are high on parts of objects and blurred. It
 * takes minutes on a processor, most of it for the features of a frozen backbone, which other
 * stages and later runs share. It needs a pretrained backbone.
 *
 * <p>Each class plane S is brought to the grid of the backbone's features. With f(i) the early
 * features of place i, centred over channels, and of length one,
 *
 * <p>a(i, j) = max(0, f(i) . f(j)) ^ correlation, S'(j) = sum_i a(i, j) S(i) / sum_i a(i, j),
 *
 * <p>less its quantile {@code floor}, clipped at zero, divided by its maximum. In each round,
 * places of all training images where a plane exceeds {@code threshold} are learned as the class
 * that is highest there, others as background (where the data set has none they teach nothing), by
 * a network of one hidden layer on the features of several stages. Then S'' is S' plus twice what
 * the network says, smoothed with twice the power.
 *
 * <p>What comes out has a plane for each class that went in but the background: the highest of each
 * is 1, so that the pipeline's constant for the background, where there is one, keeps its meaning.
 *
 * <p><strong>Deviations from SEAM's module</strong>
 *
 * <ul>
 *   <li>Features are those of a frozen network; the embedding that SEAM learns is left out.
 *   <li>They are centred over channels and their correlation is raised to a power.
 *   <li>Only the classes of the image are smoothed, and lowered by a quantile afterwards.
 * </ul>
 */
@Component
@Method("self-training")
@Designate(ocd = SelfTrainingConfiguration.class)
public final class SelfTraining implements Refiner {
    private final Inference inference;
    private final FrozenFeatures features;

    /** Called by the framework. */
    @Activate
    public SelfTraining(@Reference Inference inference, @Reference FrozenFeatures features) {
        this.inference = inference;
        this.features = features;
    }

    @Override
    public void fit(List<Sample> samples, PerSample<ScoreMap> upstream, StageContext context)
            throws IOException {
        SelfTrainingConfiguration settings = settings(context);
        Look look = look(settings);
        new Rounds(inference, look, seeds(look, settings, context), settings, context)
                .run(samples, upstream);
    }

    @Override
    public RefinementModel open(StageContext context) throws IOException {
        SelfTrainingConfiguration settings = settings(context);
        Look look = look(settings);
        Seeds seeds = seeds(look, settings, context);
        Parameters head = null;
        if (settings.rounds() > 0) {
            head =
                    inference.parameters(
                            HeadFile.of(
                                            context.folder(),
                                            settings.rounds(),
                                            seeds.network(),
                                            context.classes())
                                    .read());
        }
        return new SeedModel(look, seeds, head, context.classes());
    }

    private static SelfTrainingConfiguration settings(StageContext context) {
        return context.settings().as(SelfTrainingConfiguration.class);
    }

    private Look look(SelfTrainingConfiguration settings) {
        return new Look(
                features,
                inference.backbone(settings.backbone(), settings.outputStride()),
                settings);
    }

    private Seeds seeds(Look look, SelfTrainingConfiguration settings, StageContext context) {
        int[] outputs = context.classes().allTags().ids();
        return new Seeds(
                inference,
                new RowHead(
                        look.channels(),
                        outputs.length + (context.classes().background().isPresent() ? 1 : 0)),
                outputs,
                settings);
    }
}
