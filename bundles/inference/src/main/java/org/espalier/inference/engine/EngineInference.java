package org.espalier.inference.engine;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.engine.EngineStatus;
import org.espalier.api.engine.Health;
import org.espalier.api.engine.WeightStore;
import org.espalier.inference.Backbone;
import org.espalier.inference.EngineException;
import org.espalier.inference.Inference;
import org.espalier.inference.InferenceConfiguration;
import org.espalier.inference.Job;
import org.espalier.inference.Parameters;
import org.espalier.inference.compiled.FrozenGraphs;
import org.espalier.inference.forward.Forwards;
import org.espalier.inference.forward.NetworkBackbone;
import org.espalier.inference.forward.SharedWeights;
import org.espalier.inference.graph.GraphRuntime;
import org.espalier.inference.network.Architecture;
import org.espalier.inference.network.MobileNetV2;
import org.espalier.inference.network.Tiny;
import org.espalier.inference.turns.EngineThread;
import org.espalier.weights.Tensor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The engine that the configuration names, through DJL. Activation does nothing but take note; the
 * native library is loaded by the first job.
 */
@Component(name = "org.espalier.inference", immediate = true)
@Designate(ocd = InferenceConfiguration.class)
public final class EngineInference implements Inference, EngineStatus {
    private static final String FROZEN_BY_ENGINE = "engine";

    private final String named;
    private final Optional<EngineKind> kind;
    private final boolean gpu;
    private final EngineThread thread;
    private final Forwards forwards;
    private final Optional<FrozenGraphs> graphs;
    private final Map<String, Offer> offers = new LinkedHashMap<>();
    private volatile EngineStart started;
    private EngineException failure;

    /** A backbone on offer. */
    private record Offer(
            List<Integer> outputStrides,
            IntFunction<Architecture> architecture,
            Optional<SharedWeights> weights) {}

    /** Without another library for frozen stages. */
    public EngineInference(WeightStore store, InferenceConfiguration configuration) {
        this(store, List.of(), configuration);
    }

    /**
     * @param store knows where pretrained weights lie
     * @param runtimes what may run frozen stages; the last one does, which ranks highest
     */
    @Activate
    public EngineInference(
            @Reference WeightStore store,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) List<GraphRuntime> runtimes,
            InferenceConfiguration configuration) {
        named = configuration.engine();
        kind = EngineKind.of(named);
        gpu = !configuration.device().equals("cpu");
        thread = new EngineThread(EngineKind.DJL, EngineThread.Limits.of(configuration));
        forwards = new Forwards(thread, this, this::alone, Forwards.Limits.of(configuration));
        graphs =
                configuration.frozen().equals(FROZEN_BY_ENGINE) || runtimes.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new FrozenGraphs(runtimes.get(runtimes.size() - 1)));
        SharedWeights weights = new SharedWeights(MobileNetV2.at(32), store, this, graphs);
        offers.put(
                MobileNetV2.NAME,
                new Offer(MobileNetV2.OUTPUT_STRIDES, MobileNetV2::at, Optional.of(weights)));
        offers.put(Tiny.NAME, new Offer(Tiny.OUTPUT_STRIDES, Tiny::at, Optional.empty()));
    }

    @Override
    public <T> T run(Job<T> job) throws IOException {
        return thread.call(
                () -> {
                    try (NDManager manager = root().newSubManager()) {
                        return job.run(manager);
                    }
                });
    }

    /** What is on the device stays there until it is closed; no job begins any more. */
    @Deactivate
    void close() {
        thread.close(() -> graphs.ifPresent(FrozenGraphs::close));
    }

    /**
     * To be called on the engine's thread. What failed once is not tried again: native code cannot
     * be reloaded.
     */
    private NDManager root() throws EngineException {
        if (failure != null) {
            throw new EngineException(failure.getMessage(), failure);
        }
        if (started == null) {
            try {
                started = EngineStart.start(kind(), gpu);
            } catch (EngineException e) {
                failure = e;
                throw e;
            }
        }
        return started.root();
    }

    private EngineKind kind() throws EngineException {
        return kind.orElseThrow(
                () ->
                        new EngineException(
                                "org.espalier.inference: there is no engine '"
                                        + named
                                        + "'; set engine to one of "
                                        + EngineKind.keys(),
                                null));
    }

    @Override
    public Parameters parameters(Map<String, Tensor> tensors) throws IOException {
        return run(manager -> Parameters.of(root(), tensors));
    }

    @Override
    public List<String> backbones() {
        return List.copyOf(offers.keySet());
    }

    @Override
    public Backbone backbone(String name, int outputStride) {
        Offer offer = offers.get(name);
        if (offer == null) {
            throw new InvalidConfigurationException(
                    "backbone",
                    "there is none named '" + name + "'",
                    "choose one of " + backbones());
        }
        if (!offer.outputStrides().contains(outputStride)) {
            throw new InvalidConfigurationException(
                    "output stride",
                    name + " has none of " + outputStride,
                    "choose one of " + offer.outputStrides());
        }
        return new NetworkBackbone(
                offer.architecture().apply(outputStride), forwards, offer.weights());
    }

    @Override
    public String engine() {
        return graphs.map(g -> alone() + " with " + g.title()).orElseGet(this::alone);
    }

    private String alone() {
        return kind.map(k -> k.title() + " " + k.version().orElse("(not installed)"))
                .orElse(named + " (unknown)");
    }

    @Override
    public String device() {
        return started == null ? "not started" : EngineStart.name(started.device());
    }

    @Override
    public Health probe() {
        try {
            run(
                    manager -> {
                        EngineStart.probe(manager);
                        if (graphs.isPresent() && !manager.getDevice().isGpu()) {
                            graphs.get().probe();
                        }
                        return null;
                    });
            return new Health(true, engine() + " computes on " + device());
        } catch (IOException | RuntimeException | LinkageError e) {
            return new Health(false, String.valueOf(e.getMessage()));
        }
    }
}
