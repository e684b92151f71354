package org.espalier.djl.pytorch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptBuffersTest {
    private static final int FACTORS = 2000;

    /** Fills what the collector has freed, if it has freed anything. */
    private static List<ByteBuffer> rubbish() throws InterruptedException {
        List<ByteBuffer> rubbish = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            System.gc();
            Thread.sleep(50); // for the thread that frees
            for (int i = 0; i < 5 * FACTORS; i++) {
                rubbish.add(ByteBuffer.allocateDirect(4).putInt(0, -1));
            }
        }
        return rubbish;
    }

    private static float slope(NDManager manager, Engine engine) throws InterruptedException {
        NDArray x = manager.create(3f);
        x.setRequiresGradient(true);
        List<ByteBuffer> rubbish;
        try (GradientCollector collector = engine.newGradientCollector()) {
            NDArray y = x.mul(1);
            for (int i = 1; i < FACTORS; i++) {
                y = y.add(x.mul(1).minimum(6).maximum(0));
            }
            rubbish = rubbish();
            collector.backward(y);
        }
        assertEquals(15 * FACTORS, rubbish.size());
        return x.getGradient().getFloat();
    }

    @Test
    void aGarbageCollectionDoesNotChangeWhatWasRecorded() throws InterruptedException {
        Engine engine = Engine.getEngine("PyTorch");
        try (NDManager base = engine.newBaseManager();
                NDManager job = base.newSubManager()) {
            assertEquals(FACTORS, slope(job, engine));
        }
    }

    @Test
    void managersAreStillClosedWithTheirParents() {
        NDManager inner;
        NDArray array;
        try (NDManager base = Engine.getEngine("PyTorch").newBaseManager()) {
            inner = base.newSubManager();
            array = inner.ones(new ai.djl.ndarray.types.Shape(2));
            assertEquals(1, inner.getManagedArrays().size());
            array.close();
            assertEquals(0, inner.getManagedArrays().size());
        }
        assertEquals(false, inner.isOpen());
    }
}
