package org.espalier.inference;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.IntFunction;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.engine.EngineStatus;
import org.espalier.api.engine.Health;
import org.espalier.api.engine.WeightStore;
import org.espalier.weights.Tensor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The engine on Apache MXNet. Activation does nothing but take note; the native library is loaded
 * by the first job.
 */
@Component(name = "org.espalier.inference", property = "engine=mxnet", immediate = true)
@Designate(ocd = InferenceConfiguration.class)
public final class MxNetInference implements Inference, EngineStatus {
    private static final ClassLoader DJL = Engine.class.getClassLoader();

    private final boolean gpu;
    private final EngineThread thread;
    private final Forwards forwards;
    private final Map<String, Offer> offers = new LinkedHashMap<>();
    private volatile EngineStart started;
    private EngineException failure;

    /** A backbone on offer. */
    private record Offer(
            List<Integer> outputStrides,
            IntFunction<Architecture> architecture,
            Optional<SharedWeights> weights) {}

    /**
     * @param store knows where pretrained weights lie
     */
    @Activate
    public MxNetInference(@Reference WeightStore store, InferenceConfiguration configuration) {
        gpu = !configuration.device().equals("cpu");
        thread = new EngineThread(DJL, EngineThread.Limits.of(configuration));
        forwards = new Forwards(thread, this, Forwards.Limits.of(configuration));
        SharedWeights weights = new SharedWeights(MobileNetV2.at(32), store, this);
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
        thread.close();
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
                started = EngineStart.start(gpu);
            } catch (EngineException e) {
                failure = e;
                throw e;
            }
        }
        return started.root();
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
        return EngineStart.NAME + " " + bundledVersion();
    }

    /** Read from the bundle, without starting the engine. */
    private static String bundledVersion() {
        try (InputStream in = DJL.getResourceAsStream("mxnet-engine.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("mxnet_version", "of unknown version");
        } catch (IOException e) {
            return "of unknown version";
        }
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
                        return null;
                    });
            return new Health(true, engine() + " computes on " + device());
        } catch (IOException | RuntimeException | LinkageError e) {
            return new Health(false, String.valueOf(e.getMessage()));
        }
    }
}
