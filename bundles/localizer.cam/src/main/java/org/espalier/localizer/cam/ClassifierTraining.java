package org.espalier.localizer.cam;

import java.io.IOException;
import java.util.Map;
import org.espalier.api.stage.StageContext;
import org.espalier.inference.Inference;
import org.espalier.training.Objective;
import org.espalier.training.Optimizer;
import org.espalier.training.Schedule;
import org.espalier.training.Trainer;
import org.espalier.training.TrainingPlan;
import org.espalier.weights.Tensor;

/** How a classifier is trained, whatever it sees: AdamW, a warm-up and a cosine. */
record ClassifierTraining(Inference inference, Classifier classifier, CamConfiguration settings) {
    private static final double WARM_UP = 0.1;

    /**
     * Trains from the classifier's start, or goes on from the checkpoint in the stage's folder.
     *
     * @param examples how many the objective has
     */
    <D> Map<String, Tensor> train(int examples, Objective<D> objective, StageContext context)
            throws IOException {
        TrainingPlan plan =
                TrainingPlan.of(
                                "train cam",
                                examples,
                                settings.epochs(),
                                settings.batch(),
                                context.seed(),
                                settings.rate())
                        .with(Optimizer.adamW(settings.weightDecay()))
                        .with(Schedule.cosine(WARM_UP))
                        .withCheckpoint(context.folder().resolve(Classifier.CHECKPOINT));
        return new Trainer(inference)
                .train(plan, classifier.initial(context.seed()), objective, context);
    }
}
