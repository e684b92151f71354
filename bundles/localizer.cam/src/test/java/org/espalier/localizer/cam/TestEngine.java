package org.espalier.localizer.cam;

import org.espalier.frozen.FrozenFeatures;
import org.espalier.inference.Inference;
import org.espalier.testing.engines.Engines;

/** The engine as the framework would make it, without pretrained weights. */
final class TestEngine {
    static final Inference ENGINE = Engines.chosen();

    /** Never asked: nothing is pretrained. */
    static final FrozenFeatures NO_FEATURES =
            (image, backbone, view, stages) -> {
                throw new AssertionError("features of " + backbone.name());
            };

    private TestEngine() {}
}
