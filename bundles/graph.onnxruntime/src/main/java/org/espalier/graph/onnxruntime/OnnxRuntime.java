package org.espalier.graph.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;
import org.espalier.inference.graph.Graph;
import org.espalier.inference.graph.GraphRuntime;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** ONNX Runtime on the processor. Its native library is loaded with the first network. */
@Component(name = "org.espalier.graph.onnxruntime", immediate = true)
@Designate(ocd = OnnxRuntimeConfiguration.class)
public final class OnnxRuntime implements GraphRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxRuntime.class);
    private static final String THREADS = "OMP_NUM_THREADS";

    /** Of the bundle that wraps the library. */
    private static final String PROPERTIES = "onnxruntime.properties";

    private final OnnxRuntimeConfiguration configuration;
    private final String version = version();
    private OrtEnvironment environment;

    /** Takes note. */
    @Activate
    public OnnxRuntime(OnnxRuntimeConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public String title() {
        return ("ONNX Runtime " + version).trim();
    }

    /** Read without loading the library. */
    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = OrtEnvironment.class.getResourceAsStream(PROPERTIES)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be read", PROPERTIES, e);
        }
        return properties.getProperty("version", "");
    }

    @Override
    public Graph open(byte[] model) throws IOException {
        OrtEnvironment started = environment();
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(threads(Optional.ofNullable(System.getenv(THREADS))));
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            // images are of many sizes: a plan for each would be kept for good
            options.setMemoryPatternOptimization(false);
            options.addConfigEntry(
                    "session.intra_op.allow_spinning", configuration.spinning() ? "1" : "0");
            // else they would go on when it is others' turn
            options.addConfigEntry("session.force_spinning_stop", "1");
            return new OnnxSession(started, started.createSession(model, options));
        } catch (OrtException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private synchronized OrtEnvironment environment() throws IOException {
        if (environment == null) {
            try {
                environment = NativeLibrary.load();
            } catch (IOException | LinkageError | RuntimeException e) {
                throw new IOException(
                        "the native library does not load: "
                                + e
                                + " (it passes through the folder "
                                + System.getProperty("java.io.tmpdir")
                                + ", which must be writable)",
                        e);
            }
        }
        return environment;
    }

    int threads(Optional<String> environment) {
        if (configuration.threads() > 0) {
            return configuration.threads();
        }
        int processors = Runtime.getRuntime().availableProcessors();
        try {
            return environment
                    .map(String::trim)
                    .map(Integer::valueOf)
                    .filter(n -> n > 0)
                    .orElse(processors);
        } catch (NumberFormatException e) {
            LOG.debug("{} is no number: {}", THREADS, environment);
            return processors;
        }
    }
}
