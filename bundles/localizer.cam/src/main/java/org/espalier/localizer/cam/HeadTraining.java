package org.espalier.localizer.cam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.StageContext;
import org.espalier.inference.Parameters;
import org.espalier.training.Batch;
import org.espalier.training.Objective;
import org.espalier.weights.Tensor;

/** Trains the head alone, on features of the frozen backbone that are computed once. */
final class HeadTraining {
    private final ClassifierTraining training;
    private final Classifier classifier;

    HeadTraining(ClassifierTraining training) {
        this.training = training;
        this.classifier = training.classifier();
    }

    Map<String, Tensor> train(List<Sample> samples, StageContext context) throws IOException {
        PooledFeatures features =
                new PooledFeatures(training.inference(), classifier, training.settings())
                        .of(samples, context);
        return training.train(features.images(), new Pooled(features), context);
    }

    /** A batch: pooled features, each of one of an image's views, and the tags as targets. */
    private record Rows(int count, float[] features, float[] targets) {}

    private final class Pooled implements Objective<Rows> {
        private final PooledFeatures features;

        Pooled(PooledFeatures features) {
            this.features = features;
        }

        @Override
        public Rows read(Batch batch) {
            int outputs = classifier.outputs().length;
            int channels = classifier.channels();
            int count = batch.indices().length;
            float[] rows = new float[count * channels];
            float[] targets = new float[count * outputs];
            for (int i = 0; i < count; i++) {
                int image = batch.indices()[i];
                int view = batch.random().nextInt(features.views());
                features.copy(image, view, rows, i * channels);
                System.arraycopy(features.targets(image), 0, targets, i * outputs, outputs);
            }
            return new Rows(count, rows, targets);
        }

        @Override
        public NDList inputs(NDManager manager, Rows rows) {
            return new NDList(
                    manager.create(rows.features(), new Shape(rows.count(), classifier.channels())),
                    manager.create(
                            rows.targets(), new Shape(rows.count(), classifier.outputs().length)));
        }

        @Override
        public NDArray loss(NDList inputs, Parameters parameters) {
            return Classifier.loss(classifier.logits(inputs.get(0), parameters), inputs.get(1));
        }
    }
}
