package org.espalier.method.deepcluster;

import java.io.IOException;
import java.nio.file.Path;
import org.espalier.testing.ResumeContract;
import org.espalier.testing.TestContext;

/** See {@link ResumeContract}. */
class ResumeTest extends ResumeContract {
    private final DeepClustering refiner = Streets.refiner(new ByColour());

    ResumeTest() {
        super(7, 3, 8);
    }

    /** Few steps, so that there are not too many places to be cancelled at. */
    @Override
    protected TestContext context(Path folder) throws IOException {
        return Streets.context(folder, "regionEpochs", 8, "accept", 0.5);
    }

    @Override
    protected void fit(TestContext context) throws IOException {
        refiner.fit(Streets.samples(6), Streets::tied, context);
    }
}
