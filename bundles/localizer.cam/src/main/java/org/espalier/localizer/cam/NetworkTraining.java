package org.espalier.localizer.cam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.StageContext;
import org.espalier.inference.Backbone;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Parameters;
import org.espalier.training.Batch;
import org.espalier.training.Objective;
import org.espalier.weights.Tensor;

/** Trains the head together with the last stages of the backbone, or with all of it. */
final class NetworkTraining {
    private final ClassifierTraining training;
    private final Classifier classifier;
    private final CamConfiguration settings;

    NetworkTraining(ClassifierTraining training) {
        this.training = training;
        this.classifier = training.classifier();
        this.settings = training.settings();
    }

    Map<String, Tensor> train(List<Sample> samples, StageContext context) throws IOException {
        return training.train(samples.size(), new Images(samples, context), context);
    }

    /** A batch of square images, mirrored by chance, and the tags as targets. */
    private record Pixels(ImageBatch images, float[] targets) {}

    private final class Images implements Objective<Pixels> {
        private final List<Sample> samples;
        private final StageContext context;

        Images(List<Sample> samples, StageContext context) {
            this.samples = samples;
            this.context = context;
        }

        @Override
        public Pixels read(Batch batch) throws IOException {
            Backbone backbone = classifier.backbone();
            int[] sides = settings.trainingSides();
            int side = backbone.alignedSide(sides[batch.random().nextInt(sides.length)]);
            ImageBatch images = new ImageBatch(side, side, backbone.normalisation());
            float[] targets = new float[batch.indices().length * classifier.outputs().length];
            for (int index : batch.indices()) {
                Sample sample = samples.get(index);
                boolean mirror = settings.mirror() && batch.random().nextBoolean();
                try {
                    images.add(sample.image(), mirror);
                } catch (BadInputException e) {
                    context.failed(sample.id(), e);
                    continue;
                }
                float[] row = classifier.targets(sample);
                System.arraycopy(row, 0, targets, (images.size() - 1) * row.length, row.length);
            }
            return images.size() == 0 ? null : new Pixels(images, targets);
        }

        @Override
        public NDList inputs(NDManager manager, Pixels pixels) throws IOException {
            Backbone backbone = classifier.backbone();
            NDArray x = pixels.images().toArray(manager);
            if (classifier.frozenStages() > 0) {
                x = backbone.forward(x, 0, classifier.frozenStages(), backbone.pretrained());
            }
            int count = pixels.images().size();
            int outputs = classifier.outputs().length;
            float[] targets = java.util.Arrays.copyOf(pixels.targets(), count * outputs);
            return new NDList(x, manager.create(targets, new Shape(count, outputs)));
        }

        @Override
        public NDArray loss(NDList inputs, Parameters parameters) {
            Backbone backbone = classifier.backbone();
            NDArray features =
                    backbone.forward(
                            inputs.get(0),
                            classifier.frozenStages(),
                            backbone.stages().size(),
                            parameters);
            NDArray pooled = features.mean(new int[] {2, 3});
            return Classifier.loss(classifier.logits(pooled, parameters), inputs.get(1));
        }
    }
}
