package org.espalier.testing;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.api.configuration.Settings;
import org.espalier.api.data.ClassSet;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.StageContext;

/**
 * A stage's context for unit tests: silent, and it remembers failures.
 *
 * @param steps how often it may be asked whether it is cancelled before it is
 */
public record TestContext(
        Path folder,
        ClassSet classes,
        Settings settings,
        long seed,
        Progress progress,
        Map<String, Exception> failures,
        AtomicInteger steps)
        implements StageContext {
    /** Seed 1, nobody told of progress, never cancelled. */
    public TestContext(Path folder, ClassSet classes, Settings settings) {
        this(folder, classes, settings, 1, Progress.silent(), new ConcurrentHashMap<>());
    }

    /** Never cancelled. */
    public TestContext(
            Path folder,
            ClassSet classes,
            Settings settings,
            long seed,
            Progress progress,
            Map<String, Exception> failures) {
        this(
                folder,
                classes,
                settings,
                seed,
                progress,
                failures,
                new AtomicInteger(Integer.MAX_VALUE));
    }

    /** The same, cancelled at the question after so many. */
    public TestContext cancelledAfter(int questions) {
        return new TestContext(
                folder, classes, settings, seed, progress, failures, new AtomicInteger(questions));
    }

    @Override
    public void failed(String sampleId, Exception reason) {
        failures.put(sampleId, reason);
    }

    @Override
    public void checkCancelled() {
        if (steps.getAndDecrement() == 0) {
            throw new CancellationException("cancelled by the test");
        }
    }

    /** Parameters that are meant for the inner stage are those of {@link TestSettings#within}. */
    @Override
    public StageContext within(String name) {
        String prefix = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
        Settings inner = settings instanceof TestSettings own ? own.within(prefix) : settings;
        return new TestContext(
                folder.resolve(name), classes, inner, seed, progress, failures, steps);
    }
}
