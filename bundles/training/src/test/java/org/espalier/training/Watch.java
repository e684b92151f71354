package org.espalier.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.StageContext;
import org.espalier.testing.TestContext;
import org.espalier.testing.TestSettings;

/** A context that notes the loss curve and cancels when told to. */
final class Watch implements Progress {
    final List<Double> losses = new ArrayList<>();
    long steps;
    int cancelAtStep = Integer.MAX_VALUE;
    private int checks;

    StageContext context() {
        TestContext plain =
                new TestContext(Path.of("."), null, TestSettings.defaults(), 1, this, null);
        return new StageContext() {
            @Override
            public Path folder() {
                return plain.folder();
            }

            @Override
            public ClassSet classes() {
                return plain.classes();
            }

            @Override
            public org.espalier.api.configuration.Settings settings() {
                return plain.settings();
            }

            @Override
            public long seed() {
                return plain.seed();
            }

            @Override
            public Progress progress() {
                return Watch.this;
            }

            @Override
            public void failed(String sampleId, Exception reason) {
                throw new AssertionError(reason);
            }

            @Override
            public void checkCancelled() {
                if (checks++ >= cancelAtStep) {
                    throw new CancellationException();
                }
            }

            @Override
            public StageContext within(String name) {
                return this;
            }
        };
    }

    @Override
    public Task begin(String label, long total) {
        return new Task() {
            @Override
            public void advance(long done) {
                steps += done;
            }

            @Override
            public void close() {
                // nothing to end
            }
        };
    }

    @Override
    public void measure(String curve, long step, double value) {
        losses.add(value);
    }
}
