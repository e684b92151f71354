package org.espalier.inference.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.inference.Backbone;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ForwardPass;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Normalisation;
import org.espalier.inference.Parameters;
import org.espalier.inference.Stage;
import org.espalier.inference.compiled.FrozenGraphs;
import org.espalier.inference.network.Architecture;
import org.espalier.inference.network.Initialisation;
import org.espalier.inference.network.Padding;
import org.espalier.weights.Tensor;

/** A backbone made of an architecture, and of pretrained weights if there are any. */
public final class NetworkBackbone implements Backbone {
    private final Architecture architecture;
    private final Forwards forwards;
    private final Optional<SharedWeights> weights;

    public NetworkBackbone(
            Architecture architecture, Forwards forwards, Optional<SharedWeights> weights) {
        this.architecture = architecture;
        this.forwards = forwards;
        this.weights = weights;
    }

    @Override
    public String name() {
        return architecture.name();
    }

    @Override
    public String engine() {
        return weights.flatMap(SharedWeights::graphs)
                .map(FrozenGraphs::title)
                .orElseGet(forwards::engine);
    }

    @Override
    public int outputStride() {
        return architecture.outputStride();
    }

    @Override
    public List<Stage> stages() {
        return architecture.stages();
    }

    @Override
    public int indexOf(String stage) {
        for (int i = 0; i < stages().size(); i++) {
            if (stages().get(i).name().equals(stage)) {
                return i;
            }
        }
        throw new InvalidConfigurationException(
                name(),
                "it has no stage '" + stage + "'",
                "choose one of " + stages().stream().map(Stage::name).toList());
    }

    @Override
    public Normalisation normalisation() throws IOException {
        return weights.isPresent()
                ? weights.get().read().normalisation()
                : Normalisation.symmetric();
    }

    private Padding padding() {
        try {
            return weights.isPresent() ? weights.get().read().padding() : Padding.SYMMETRIC;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int alignedSide(double side) {
        int stride = architecture.fullStride();
        return (int) Math.max(1, Math.round((side - 1) / stride)) * stride + 1;
    }

    @Override
    public boolean isPretrained() {
        return weights.isPresent();
    }

    @Override
    public Map<String, Tensor> initial(long seed) throws IOException {
        return weights.isPresent()
                ? weights.get().read().tensors()
                : Initialisation.he(architecture.convolutions(0, stages().size()), seed);
    }

    @Override
    public List<String> parameterNames(int from, int to) {
        return architecture.convolutions(from, to).stream()
                .flatMap(convolution -> convolution.parameterNames().stream())
                .toList();
    }

    @Override
    public Parameters pretrained() throws IOException {
        if (weights.isEmpty()) {
            throw new IllegalStateException(
                    name() + " is not pretrained: train it from initial(seed)");
        }
        return weights.get().onDevice();
    }

    @Override
    public NDArray forward(NDArray input, int from, int to, Parameters parameters) {
        Padding padding = padding();
        Optional<NDArray> fused =
                weights.filter(shared -> from < to && shared.are(parameters))
                        .map(SharedWeights::fusion)
                        .flatMap(f -> f.run(architecture, input, from, to, parameters, padding));
        if (fused.isPresent()) {
            return fused.get();
        }
        NDArray x = input;
        for (int stage = from; stage < to; stage++) {
            NDArray y = architecture.run(stage, x, parameters, padding);
            if (x != input) {
                x.close();
            }
            x = y;
        }
        return x;
    }

    @Override
    public ForwardPass pass(NDArray input, int from, int to, Parameters parameters) {
        return new KeptPass(architecture, input, from, to, parameters, padding());
    }

    @Override
    public List<String> points() {
        List<String> points = new ArrayList<>(List.of(KeptPass.INPUT));
        for (int stage = 0; stage < stages().size(); stage++) {
            for (int block = 0; block < architecture.blocks().get(stage).size(); block++) {
                points.addAll(architecture.names(stage, block));
            }
        }
        return points;
    }

    @Override
    public Map<String, NDArray> taps(
            NDArray images, Collection<String> stages, Parameters parameters) {
        SortedSet<Integer> wanted = new TreeSet<>();
        stages.forEach(stage -> wanted.add(indexOf(stage)));
        Map<Integer, NDArray> found = new LinkedHashMap<>();
        NDArray x = images;
        int from = 0;
        for (int stage : wanted) {
            x = forward(x, from, stage + 1, parameters);
            found.put(stage, x);
            from = stage + 1;
        }
        Map<String, NDArray> taps = new LinkedHashMap<>();
        stages.forEach(stage -> taps.put(stage, found.get(indexOf(stage))));
        return taps;
    }

    /**
     * The features of a batch, by whatever runs these stages fastest. In a job.
     *
     * @param stages in any order
     */
    Map<String, List<FeatureMap>> maps(
            NDManager manager, ImageBatch batch, List<String> stages, Parameters parameters)
            throws IOException {
        if (weights.isPresent() && weights.get().are(parameters) && !manager.getDevice().isGpu()) {
            Optional<FrozenGraphs> graphs = weights.get().graphs();
            if (graphs.isPresent()) {
                return graphs.get().run(architecture, weights.get().read(), batch, stages);
            }
        }
        Map<String, List<FeatureMap>> maps = new LinkedHashMap<>();
        taps(batch.toArray(manager), stages, parameters)
                .forEach((stage, array) -> maps.put(stage, DeviceArrays.maps(array)));
        return maps;
    }

    @Override
    public Map<String, List<FeatureMap>> features(
            ImageBatch batch, Collection<String> stages, Parameters parameters) throws IOException {
        return forwards.features(this, architecture, batch, List.copyOf(stages), parameters);
    }
}
