package org.espalier.testing;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.api.configuration.Settings;
import org.espalier.api.data.ClassSet;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.StageContext;

/** A stage's context for unit tests: silent, never cancelled, and it remembers failures. */
public record TestContext(
        Path folder,
        ClassSet classes,
        Settings settings,
        long seed,
        Progress progress,
        Map<String, Exception> failures)
        implements StageContext {
    /** Seed 1, nobody told of progress. */
    public TestContext(Path folder, ClassSet classes, Settings settings) {
        this(folder, classes, settings, 1, Progress.silent(), new ConcurrentHashMap<>());
    }

    @Override
    public void failed(String sampleId, Exception reason) {
        failures.put(sampleId, reason);
    }

    @Override
    public void checkCancelled() {
        // never cancelled
    }
}
