package org.espalier.pipeline;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.espalier.api.configuration.Settings;
import org.espalier.api.data.ClassSet;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.StageContext;

/** What one stage is given in one run. */
record RunContext(
        String stage,
        Path folder,
        ClassSet classes,
        Settings settings,
        long seed,
        Progress progress,
        Failures failures,
        Thread runner)
        implements StageContext {
    @Override
    public void failed(String sampleId, Exception reason) {
        failures.add(stage, sampleId, reason);
    }

    @Override
    public void checkCancelled() {
        if (runner.isInterrupted()) {
            throw new CancellationException("cancelled during " + stage);
        }
    }
}
