package org.espalier.method.deepcluster;

import org.espalier.inference.Inference;
import org.espalier.testing.engines.Engines;

/** The engine as the framework would make it, without pretrained weights. */
final class TestEngine {
    static final Inference ENGINE = Engines.chosen();

    private TestEngine() {}
}
