package org.espalier.method.ial;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.StageContext;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Parameters;
import org.espalier.training.Batch;
import org.espalier.training.Objective;

/**
 * {@link PairwiseLoss} over the images of a batch. The propagation and its gradient are plain Java:
 * {@code sum(r G) + c} has the gradient G with respect to the raw weights r that the network gives,
 * and c makes it the loss.
 */
final class PairwiseObjective implements Objective<List<PairwiseObjective.Example>> {
    private final PairwiseNetwork network;
    private final Reader reader;
    private final List<Sample> samples;
    private final double smoothness;
    private final StageContext context;

    PairwiseObjective(
            PairwiseNetwork network,
            Reader reader,
            List<Sample> samples,
            double smoothness,
            StageContext context) {
        this.network = network;
        this.reader = reader;
        this.samples = samples;
        this.smoothness = smoothness;
        this.context = context;
    }

    /**
     * An image on its grid.
     *
     * @param features standardised, on the same grid
     */
    record Example(FeatureMap features, PairwiseLoss.Grid grid) {}

    /** Where examples come from. */
    @FunctionalInterface
    interface Reader {
        Example read(Sample sample) throws IOException;
    }

    @Override
    public List<Example> read(Batch batch) throws IOException {
        List<Example> examples = new ArrayList<>();
        for (int index : batch.indices()) {
            Sample sample = samples.get(index);
            try {
                Example example = reader.read(sample);
                if (example.grid().sure() > 0) {
                    examples.add(example);
                }
            } catch (BadInputException e) {
                context.failed(sample.id(), e);
            }
        }
        return examples.isEmpty() ? null : examples;
    }

    @Override
    public NDList inputs(NDManager manager, List<Example> examples) {
        throw new IllegalStateException("the loss depends on what the network says");
    }

    /** For each image its features and G over the number of images; then c. */
    @Override
    public NDList inputs(NDManager manager, List<Example> examples, Parameters current) {
        NDList inputs = new NDList();
        double constant = 0;
        for (Example example : examples) {
            NDArray features = DeviceArrays.of(manager, example.features());
            float[] raw = network.forward(features, current).toFloatArray();
            PairwiseLoss loss = PairwiseLoss.of(example.grid(), Weights.of(raw), smoothness);
            float[] gradient = loss.gradient();
            double product = 0;
            for (int i = 0; i < raw.length; i++) {
                gradient[i] /= examples.size();
                product += (double) raw[i] * gradient[i];
            }
            constant += loss.value() / examples.size() - product;
            PairwiseLoss.Grid grid = example.grid();
            inputs.add(features);
            inputs.add(
                    DeviceArrays.of(
                            manager,
                            gradient,
                            new Shape(1, Weights.CHANNELS, grid.height(), grid.width())));
        }
        inputs.add(DeviceArrays.of(manager, new float[] {(float) constant}, new Shape(1)));
        return inputs;
    }

    @Override
    public NDArray loss(NDList inputs, Parameters parameters) {
        NDArray loss = inputs.get(inputs.size() - 1);
        for (int i = 0; i + 1 < inputs.size(); i += 2) {
            NDArray raw = network.forward(inputs.get(i), parameters);
            loss = loss.add(raw.mul(inputs.get(i + 1)).sum());
        }
        return loss;
    }
}
