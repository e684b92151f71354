package org.espalier.method.ial;

import java.io.IOException;
import java.nio.file.Path;
import org.espalier.testing.ResumeContract;
import org.espalier.testing.TestContext;

/** See {@link ResumeContract}. */
class ResumeTest extends ResumeContract {
    private final IterativeAffinityLearning refiner = Halves.refiner(new ByBrightness());

    ResumeTest() {
        super(7, 3, 8);
    }

    @Override
    protected TestContext context(Path folder) throws IOException {
        return Halves.context(folder);
    }

    @Override
    protected void fit(TestContext context) throws IOException {
        refiner.fit(Halves.samples(5), Halves::scores, context);
    }
}
