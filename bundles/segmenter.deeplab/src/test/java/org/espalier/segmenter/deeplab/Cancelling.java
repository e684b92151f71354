package org.espalier.segmenter.deeplab;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.espalier.api.configuration.Settings;
import org.espalier.api.data.ClassSet;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.StageContext;
import org.espalier.testing.TestContext;

/** Cancels at the nth time it is asked. */
record Cancelling(TestContext base, int[] left) implements StageContext {
    @Override
    public Path folder() {
        return base.folder();
    }

    @Override
    public ClassSet classes() {
        return base.classes();
    }

    @Override
    public Settings settings() {
        return base.settings();
    }

    @Override
    public long seed() {
        return base.seed();
    }

    @Override
    public Progress progress() {
        return base.progress();
    }

    @Override
    public void failed(String sampleId, Exception reason) {
        base.failed(sampleId, reason);
    }

    @Override
    public void checkCancelled() {
        if (left[0]-- == 0) {
            throw new CancellationException("here");
        }
    }
}
