package org.espalier.frozen;

import ai.djl.ndarray.NDArray;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Normalisation;
import org.espalier.inference.Parameters;
import org.espalier.inference.Stage;
import org.espalier.weights.Tensor;

/** A backbone whose features are the pixels times a number, and that notes what it is asked. */
final class StandIn implements Backbone {
    final List<List<String>> passes = new CopyOnWriteArrayList<>();

    /** What a pass waits for, once it has begun. */
    volatile CountDownLatch gate = new CountDownLatch(0);

    /** Whether a pass does not find the memory that it needs. */
    volatile boolean memoryIsShort;

    String engine = "MXNet 1.9.1";
    private final int outputStride;
    private final boolean pretrained;

    StandIn(int outputStride, boolean pretrained) {
        this.outputStride = outputStride;
        this.pretrained = pretrained;
    }

    StandIn() {
        this(16, true);
    }

    @Override
    public String name() {
        return "standin";
    }

    @Override
    public String engine() {
        return engine;
    }

    @Override
    public int outputStride() {
        return outputStride;
    }

    @Override
    public List<Stage> stages() {
        return List.of(new Stage("stage0", 3, 1), new Stage("stage1", 3, 1));
    }

    @Override
    public int indexOf(String stage) {
        return switch (stage) {
            case "stage0" -> 0;
            case "stage1" -> 1;
            default -> throw new InvalidConfigurationException("standin", "no " + stage, "another");
        };
    }

    @Override
    public Normalisation normalisation() {
        return Normalisation.symmetric();
    }

    @Override
    public int alignedSide(double side) {
        return (int) Math.max(1, Math.round((side - 1) / 4)) * 4 + 1;
    }

    @Override
    public boolean isPretrained() {
        return pretrained;
    }

    @Override
    public Map<String, Tensor> initial(long seed) {
        return Map.of();
    }

    @Override
    public List<String> parameterNames(int from, int to) {
        return List.of();
    }

    @Override
    public Parameters pretrained() {
        return null;
    }

    @Override
    public NDArray forward(NDArray input, int from, int to, Parameters parameters) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, NDArray> taps(NDArray images, Collection<String> stages, Parameters of) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, List<FeatureMap>> features(
            ImageBatch batch, Collection<String> stages, Parameters parameters)
            throws InterruptedIOException {
        passes.add(List.copyOf(stages));
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted");
        }
        if (memoryIsShort) {
            throw new OutOfMemoryError("Java heap space");
        }
        Map<String, List<FeatureMap>> features = new LinkedHashMap<>();
        for (String stage : stages) {
            float[] values = batch.planes(0).clone();
            for (int i = 0; i < values.length; i++) {
                values[i] *= 1 + indexOf(stage);
            }
            features.put(stage, List.of(new FeatureMap(3, batch.height(), batch.width(), values)));
        }
        return features;
    }
}
