package org.espalier.refiner.selftraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.Parameters;
import org.espalier.training.Batch;
import org.espalier.training.Objective;

/**
 * Cross-entropy of the small head over places, with dropout on its hidden layer. A place without a
 * label weighs nothing.
 */
final class PlaceObjective implements Objective<PlaceObjective.Rows> {
    private static final double DROPOUT = 0.3;

    private final SeedHead network;
    private final PlaceSamples places;
    private final float[] mean;
    private final float[] scale;

    PlaceObjective(SeedHead network, PlaceSamples places) {
        this.network = network;
        this.places = places;
        this.mean = places.mean();
        this.scale = places.scale();
    }

    /** A batch: standardised features, one-hot labels, and what dropout leaves. */
    record Rows(int count, float[] features, float[] labels, float[] kept) {}

    @Override
    public Rows read(Batch batch) {
        int count = batch.indices().length * places.places();
        int channels = places.channels();
        int classes = network.outputs();
        float[] features = new float[count * channels];
        float[] labels = new float[count * classes];
        int row = 0;
        for (int image : batch.indices()) {
            places.copy(image, batch.random().nextInt(places.views()), features, row * channels);
            for (byte label : places.labels(image)) {
                if (label != PlaceSamples.UNKNOWN) {
                    labels[row * classes + label] = 1;
                }
                row++;
            }
        }
        for (int i = 0; i < features.length; i++) {
            features[i] = (features[i] - mean[i % channels]) / scale[i % channels];
        }
        float[] kept = new float[count * SeedHead.HIDDEN];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = batch.random().nextDouble() < DROPOUT ? 0 : (float) (1 / (1 - DROPOUT));
        }
        return new Rows(count, features, labels, kept);
    }

    @Override
    public NDList inputs(NDManager manager, Rows rows) {
        return new NDList(
                DeviceArrays.of(
                        manager, rows.features(), new Shape(rows.count(), network.channels())),
                DeviceArrays.of(manager, rows.labels(), new Shape(rows.count(), network.outputs())),
                DeviceArrays.of(manager, rows.kept(), new Shape(rows.count(), SeedHead.HIDDEN)));
    }

    @Override
    public NDArray loss(NDList inputs, Parameters parameters) {
        NDArray hidden = network.hidden(inputs.get(0), parameters).mul(inputs.get(2));
        NDArray logProbabilities = network.logits(hidden, parameters).logSoftmax(1);
        return logProbabilities.mul(inputs.get(1)).sum(new int[] {1}).mean().neg();
    }
}
