package org.espalier.inference.compiled;

import ai.djl.mxnet.engine.MxGradientCollector;
import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.ndarray.NDArray;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.inference.Parameters;
import org.espalier.inference.network.Architecture;
import org.espalier.inference.network.Padding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frozen stages run as fused ones where the engine can do that: MXNet on a processor, with no
 * gradient recorded. Each combination of stages is compiled when it is first met. To be used on the
 * engine's thread.
 */
public final class Fusion {
    private static final Logger LOG = LoggerFactory.getLogger(Fusion.class);

    private final Map<Key, FusedStages> compiled = new HashMap<>();

    /** The same by size of the input, so that no graph is made for what is compiled. */
    private final Map<Size, FusedStages> known = new HashMap<>();

    private boolean works = true;

    /** What a compiled function depends on, for one set of parameters. */
    private record Key(Stages stages, Map<String, StageGraph.Sides> kernels) {}

    private record Size(Stages stages, StageGraph.Sides sides) {}

    private record Stages(int outputStride, int from, int to) {}

    /**
     * Runs stages.
     *
     * @param parameters the same each time
     * @return empty where this engine cannot do it; otherwise what {@link Architecture#run} gives,
     *     up to rounding
     */
    public Optional<NDArray> run(
            Architecture architecture,
            NDArray input,
            int from,
            int to,
            Parameters parameters,
            Padding padding) {
        if (!works || !applies(input)) {
            return Optional.empty();
        }
        StageGraph.Sides sides =
                new StageGraph.Sides((int) input.getShape().get(2), (int) input.getShape().get(3));
        Stages stages = new Stages(architecture.outputStride(), from, to);
        try {
            FusedStages fused = known.get(new Size(stages, sides));
            if (fused == null) {
                StageGraph graph = new StageGraph(architecture, from, to, sides, padding);
                fused =
                        compiled.computeIfAbsent(
                                new Key(stages, graph.kernels()),
                                key -> new FusedStages(graph, parameters));
                known.put(new Size(stages, sides), fused);
            }
            return Optional.of(fused.apply(input));
        } catch (RuntimeException | LinkageError e) {
            works = false;
            LOG.warn("Stages are run one operation after the other: {}", e.toString());
            return Optional.empty();
        }
    }

    private static boolean applies(NDArray input) {
        return input instanceof MxNDArray
                && !input.getDevice().isGpu()
                && !MxGradientCollector.isRecording();
    }
}
