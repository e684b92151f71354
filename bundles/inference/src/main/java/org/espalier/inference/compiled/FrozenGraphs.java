package org.espalier.inference.compiled;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.inference.EngineException;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Normalisation;
import org.espalier.inference.graph.Graph;
import org.espalier.inference.graph.GraphRuntime;
import org.espalier.inference.network.Architecture;
import org.espalier.inference.network.Initialisation;
import org.espalier.inference.network.Padding;
import org.espalier.inference.network.Pretrained;
import org.espalier.inference.network.Tiny;
import org.espalier.weights.Tensor;

/**
 * Frozen stages of one network, run by a library of its own beside the engine. Each combination of
 * stages is loaded when it is first asked for. To be used on the engine's thread.
 */
public final class FrozenGraphs implements AutoCloseable {
    /** Loaded at once; a graph holds weights of its own, in the order that suits the library. */
    private static final int MOST = 8;

    /** Pixels along a side. */
    private static final int SMALL = 9;

    private final GraphRuntime runtime;
    private final Map<Key, Graph> loaded = new LinkedHashMap<>(MOST, 0.75f, true);

    private record Key(String network, int outputStride, List<String> stages) {}

    public FrozenGraphs(GraphRuntime runtime) {
        this.runtime = runtime;
    }

    public String title() {
        return runtime.title();
    }

    /**
     * Features of a batch.
     *
     * @param pretrained the same each time for a network
     * @param stages in any order
     * @return by stage, in the order given, a map an image
     * @throws EngineException when the library does not start; says what to do about it
     */
    public Map<String, List<FeatureMap>> run(
            Architecture architecture, Pretrained pretrained, ImageBatch batch, List<String> stages)
            throws IOException {
        List<String> sorted = stages.stream().distinct().sorted().toList();
        Key key = new Key(architecture.name(), architecture.outputStride(), sorted);
        Graph graph = loaded.get(key);
        if (graph == null) {
            makeRoom();
            graph = open(architecture, pretrained, sorted);
            loaded.put(key, graph);
        }
        Map<String, List<FeatureMap>> found = graph.run(batch);
        Map<String, List<FeatureMap>> features = new LinkedHashMap<>();
        stages.forEach(stage -> features.put(stage, found.get(stage)));
        return features;
    }

    /**
     * Runs a small network.
     *
     * @throws IOException when that fails
     */
    public void probe() throws IOException {
        Architecture small = Tiny.at(Tiny.OUTPUT_STRIDES.get(0));
        List<String> last = List.of(small.stages().get(small.stages().size() - 1).name());
        Map<String, Tensor> drawn =
                Initialisation.he(small.convolutions(0, small.stages().size()), 0);
        Pretrained weights = new Pretrained(drawn, Padding.SYMMETRIC, Normalisation.symmetric());
        ImageBatch grey =
                new ImageBatch(SMALL, SMALL, weights.normalisation())
                        .addPlanes(new float[3 * SMALL * SMALL]);
        run(small, weights, grey, last);
    }

    private Graph open(Architecture architecture, Pretrained pretrained, List<String> stages)
            throws EngineException {
        OnnxGraph graph =
                new OnnxGraph(architecture, stages, pretrained.tensors(), pretrained.padding());
        try {
            return runtime.open(graph.model());
        } catch (IOException e) {
            throw new EngineException(
                    title()
                            + " does not start: "
                            + e.getMessage()
                            + "; set frozen to engine in config/org.espalier.inference.json",
                    e);
        }
    }

    private void makeRoom() {
        if (loaded.size() == MOST) {
            Key eldest = loaded.keySet().iterator().next();
            loaded.remove(eldest).close();
        }
    }

    @Override
    public void close() {
        loaded.values().forEach(Graph::close);
        loaded.clear();
    }
}
