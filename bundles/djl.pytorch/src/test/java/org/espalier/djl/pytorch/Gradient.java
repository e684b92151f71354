package org.espalier.djl.pytorch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.concurrent.Callable;

/** The gradient of the sum of squares at (1, 2, 3), which needs most of what can go wrong. */
public final class Gradient implements Callable<float[]> {
    @Override
    public float[] call() {
        Engine engine = Engine.getEngine("PyTorch");
        try (NDManager manager = engine.newBaseManager()) {
            NDArray x = manager.create(new float[] {1, 2, 3});
            x.setRequiresGradient(true);
            if (x.mul(2).hasGradient()) {
                throw new IllegalStateException("recorded outside of a collector");
            }
            try (GradientCollector collector = engine.newGradientCollector()) {
                collector.backward(x.square().sum());
            }
            return x.getGradient().toFloatArray();
        }
    }
}
