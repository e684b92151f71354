package org.espalier.pipeline.run;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.files.UnwritableException;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.StageContext;
import org.espalier.pipeline.plan.CurvesOf;
import org.espalier.pipeline.plan.Failures;
import org.espalier.pipeline.settings.LayeredSettings;

/** What one stage is given in one run. */
public record RunContext(
        String stage,
        Path folder,
        ClassSet classes,
        LayeredSettings settings,
        long seed,
        Progress progress,
        Failures failures,
        Thread runner)
        implements StageContext {
    @Override
    public void failed(String sampleId, Exception reason) {
        if (reason instanceof UnwritableException full) {
            throw new UncheckedIOException(full); // it is not the image that is bad
        }
        failures.add(stage, sampleId, reason);
    }

    @Override
    public void checkCancelled() {
        if (runner.isInterrupted()) {
            throw new CancellationException("cancelled during " + stage);
        }
    }

    @Override
    public StageContext within(String name) {
        String prefix = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
        return new RunContext(
                stage,
                folder.resolve(name),
                classes,
                settings.within(prefix),
                seed,
                new CurvesOf(name, progress),
                failures,
                runner);
    }
}
