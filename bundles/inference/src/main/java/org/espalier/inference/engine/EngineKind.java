package org.espalier.inference.engine;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.espalier.inference.EngineException;

/** The engines there may be, and how one differs from the other before it computes. */
enum EngineKind {
    /** Apache MXNet, which ships. */
    MXNET("mxnet", "MXNet"),

    /** PyTorch, whose bundles are added. */
    PYTORCH("pytorch", "PyTorch");

    /** Sees the engines and their native libraries. */
    static final ClassLoader DJL = Engine.class.getClassLoader();

    private final String key;
    private final String title;

    EngineKind(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** None if no engine is called so. */
    static Optional<EngineKind> of(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
    }

    /** As in a configuration. */
    static List<String> keys() {
        return Arrays.stream(values()).map(kind -> kind.key).toList();
    }

    /** As DJL calls it, and people. */
    String title() {
        return title;
    }

    /** Read from its bundle, without starting it; none if the bundle is not there. */
    Optional<String> version() {
        try (InputStream in = DJL.getResourceAsStream(key + "-engine.properties")) {
            if (in == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(in);
            return Optional.of(properties.getProperty(key + "_version", "of unknown version"));
        } catch (IOException e) {
            return Optional.of("of unknown version");
        }
    }

    /**
     * To be called with the context class loader of DJL.
     *
     * @throws EngineException when its bundle is not there
     */
    Engine engine() throws EngineException {
        if (version().isEmpty()) {
            throw new EngineException(
                    title
                            + ": the engine is not installed; add its bundles (org.espalier.djl."
                            + key
                            + " and "
                            + natives()
                            + "), or set engine to another of "
                            + keys()
                            + " in config/org.espalier.inference.json",
                    null);
        }
        return Engine.getEngine(title);
    }

    /** The bundles of which one has its native library. */
    String natives() {
        return "org.espalier.djl.native." + key + ".*";
    }
}
