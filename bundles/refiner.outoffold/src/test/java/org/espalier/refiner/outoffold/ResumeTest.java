package org.espalier.refiner.outoffold;

import java.io.IOException;
import java.nio.file.Path;
import org.espalier.testing.ResumeContract;
import org.espalier.testing.TestContext;

/** See {@link ResumeContract}. */
class ResumeTest extends ResumeContract {
    ResumeTest() {
        super(1, 2, 15);
    }

    @Override
    protected TestContext context(Path folder) throws IOException {
        return Squares.context(folder, Squares.CLASSES, "folds", 3);
    }

    @Override
    protected void fit(TestContext context) throws IOException {
        Squares.refiner(new ByHeart()).fit(Squares.samples(7), Squares::scores, context);
    }
}
