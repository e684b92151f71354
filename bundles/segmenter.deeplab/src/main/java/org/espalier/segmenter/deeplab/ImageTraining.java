package org.espalier.segmenter.deeplab;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.StageContext;
import org.espalier.frozen.View;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.training.Batch;
import org.espalier.training.ChannelMoments;
import org.espalier.training.Objective;
import org.espalier.weights.Tensor;

/** Trains the head together with the last stages of the backbone, or with all of it. */
final class ImageTraining implements Objective<ImageTraining.Crops> {
    /** So many images say enough about the scale of features. */
    private static final int MEASURED = 32;

    private final Network network;
    private final DeepLabConfiguration settings;
    private final List<Sample> samples;
    private final PerSample<LabelMap> labels;
    private final StageContext context;
    private final float[] weights;

    ImageTraining(
            Network network,
            DeepLabConfiguration settings,
            List<Sample> samples,
            PerSample<LabelMap> labels,
            StageContext context)
            throws IOException {
        this.network = network;
        this.settings = settings;
        this.samples = samples;
        this.labels = labels;
        this.context = context;
        this.weights = weights();
    }

    /** Crops of a batch, and what it aims at. */
    record Crops(ImageBatch images, Goal goal) {}

    private float[] weights() throws IOException {
        double[] frequencies = new double[network.classes()];
        for (Sample sample : settings.classBalance() > 0 ? samples : List.<Sample>of()) {
            context.checkCancelled();
            try {
                LabelMap map = labels.of(sample);
                Targets.of(map, network.classes(), map.height(), map.width()).count(frequencies);
            } catch (IOException e) {
                context.failed(sample.id(), e);
            }
        }
        return ClassBalance.weights(frequencies, settings.classBalance());
    }

    /** Sets what standardises features, from the first images seen by the network as it is. */
    void standardise(Inference inference, Map<String, Tensor> initial) throws IOException {
        ChannelMoments features = new ChannelMoments(network.features());
        ChannelMoments contexts = new ChannelMoments(network.context());
        int seen = 0;
        for (Sample sample : samples) {
            context.checkCancelled();
            try {
                View view = new View(settings.trainingSides()[0], false);
                ImageBatch batch = view.batch(sample.image(), network.backbone());
                List<FeatureMap> look = look(inference, batch, initial);
                features.add(look.get(0));
                contexts.add(look.get(1));
            } catch (BadInputException e) {
                context.failed(sample.id(), e);
                continue;
            }
            if (++seen == MEASURED) {
                break;
            }
        }
        if (seen == 0) {
            throw new IOException(
                    "None of the %d training images can be used".formatted(samples.size()));
        }
        features.put(Network.FEATURE_MEAN, Network.FEATURE_SCALE, initial);
        contexts.put(Network.CONTEXT_MEAN, Network.CONTEXT_SCALE, initial);
    }

    private List<FeatureMap> look(
            Inference inference, ImageBatch batch, Map<String, Tensor> initial) throws IOException {
        return inference.run(
                manager -> {
                    try (Parameters parameters = Parameters.of(manager, initial)) {
                        parameters.lendTo(manager);
                        NDList before = network.before(batch.toArray(manager));
                        return network.look(before, parameters).stream()
                                .map(ImageTraining::map)
                                .toList();
                    }
                });
    }

    private static FeatureMap map(NDArray array) {
        long[] shape = array.getShape().getShape();
        return new FeatureMap((int) shape[1], (int) shape[2], (int) shape[3], array.toFloatArray());
    }

    @Override
    public Crops read(Batch batch) throws IOException {
        int side = network.backbone().alignedSide(settings.crop());
        int places = (side - 1) / network.stride() + 1;
        int count = batch.indices().length;
        Goal goal = new Goal(network, count, places, network.stride() / settings.labelStride());
        float[][] planes = new float[count][];
        for (int n = 0; n < count; n++) {
            Sample sample = samples.get(batch.indices()[n]);
            Augmentation augmentation = Augmentation.draw(batch.random(), settings);
            try {
                Image image = sample.image();
                LabelMap map = labels.of(sample);
                Targets.requireSize(sample, image, map);
                Augmentation.Crop crop = augmentation.of(image, map, network.backbone(), side);
                Targets targets =
                        Targets.of(crop.labels(), network.classes(), goal.fine(), goal.fine());
                goal.aim(n, targets, 0, 0, augmentation.mirrored());
                planes[n] = crop.planes();
            } catch (BadInputException e) {
                context.failed(sample.id(), e);
                planes[n] = new float[3 * side * side];
            }
        }
        if (settings.mixup() > 0) {
            Mixup mixup = Mixup.draw(batch.random(), settings.mixup(), count);
            mixup.mix(planes);
            goal.mix(mixup);
        }
        ImageBatch images = new ImageBatch(side, side, network.backbone().normalisation());
        for (float[] each : planes) {
            images.addPlanes(each);
        }
        goal.drop(batch.random(), settings.featureDropout(), settings.dropout());
        return goal.weigh(weights, settings.labelSmoothing()) ? new Crops(images, goal) : null;
    }

    @Override
    public NDList inputs(NDManager manager, Crops crops) throws IOException {
        NDList inputs = crops.goal().arrays(manager);
        inputs.addAll(network.before(crops.images().toArray(manager)));
        return inputs;
    }

    @Override
    public NDArray loss(NDList inputs, Parameters parameters) {
        NDList look = network.look(inputs.subNDList(Goal.ARRAYS), parameters);
        return Goal.loss(
                network, look.get(0), look.get(1), inputs.subNDList(0, Goal.ARRAYS), parameters);
    }
}
