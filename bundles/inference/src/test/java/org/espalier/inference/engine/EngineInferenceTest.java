package org.espalier.inference.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.engine.Health;
import org.espalier.inference.Backbone;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Parameters;
import org.espalier.inference.TestEngine;
import org.espalier.testing.NativeGrowth;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EngineInferenceTest {
    /**
     * KiB in a thousand forwards: less than a thousand of the smallest map that one of them makes.
     */
    private static final long LEAK = 5 * 1024;

    private final EngineInference engine = TestEngine.withoutWeights();
    private final String name =
            System.getProperty("espalier.engine", "mxnet").equals("mxnet")
                    ? "MXNet 1.9.1"
                    : "PyTorch 2.7.1";

    @Test
    void tellsOfItselfWithoutStarting() throws IOException {
        assertEquals("not started", engine.device());
        assertEquals(name, engine.engine());
        assertEquals(List.of("mobilenetv2", "tiny"), engine.backbones());
        assertEquals(8, engine.backbone("tiny", 8).outputStride());
        assertEquals("not started", engine.device());
        Health health = engine.probe();
        assertTrue(health.ok(), health.message());
        assertEquals(name + " computes on " + engine.device(), health.message());
    }

    @Test
    void whatAJobLeavesIsClosedEvenWhenItFails() {
        AtomicReference<NDArray> left = new AtomicReference<>();
        AtomicReference<NDManager> manager = new AtomicReference<>();
        IOException thrown =
                assertThrows(
                        IOException.class,
                        () ->
                                engine.run(
                                        m -> {
                                            manager.set(m);
                                            left.set(m.ones(new Shape(3)));
                                            throw new IOException("broken");
                                        }));
        assertEquals("broken", thrown.getMessage());
        assertFalse(manager.get().isOpen());
        assertThrows(RuntimeException.class, () -> left.get().toFloatArray());
    }

    @Test
    void jobsTakeTurnsAndMayNest() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Float>> sums = new ArrayList<>();
            for (int i = 1; i <= 32; i++) {
                float value = i;
                sums.add(
                        threads.submit(
                                () ->
                                        engine.run(
                                                m -> {
                                                    assertEquals(1, inside.incrementAndGet());
                                                    float sum = engine.run(n -> sum(n, value));
                                                    inside.decrementAndGet();
                                                    return sum;
                                                })));
            }
            for (int i = 1; i <= 32; i++) {
                assertEquals(100 * i, sums.get(i - 1).get(), 1e-3);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static float sum(NDManager manager, float value) {
        return manager.full(new Shape(10, 10), value).sum().getFloat();
    }

    @Test
    void contextClassLoaderIsGuarded() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader mine = new URLClassLoader(new URL[0], null)) {
            thread.setContextClassLoader(mine);
            ClassLoader inside = engine.run(m -> Thread.currentThread().getContextClassLoader());
            assertSame(NDArray.class.getClassLoader(), inside);
            assertSame(mine, thread.getContextClassLoader());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void interruptedWhileWaiting() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> engine.run(m -> null));
        assertTrue(Thread.interrupted());
    }

    @Test
    void parametersOutliveJobsAndCanBeLent() throws IOException {
        Backbone tiny = engine.backbone("tiny", 8);
        try (Parameters parameters = engine.parameters(tiny.initial(1))) {
            AtomicReference<NDArray> product = new AtomicReference<>();
            engine.run(
                    m -> {
                        parameters.lendTo(m);
                        product.set(parameters.get("stage0.0.bias").add(1));
                        return null;
                    });
            assertThrows(RuntimeException.class, () -> product.get().toFloatArray());
            assertEquals(16, parameters.get("stage0.0.bias").toFloatArray().length);
            parameters
                    .toTensors()
                    .forEach(
                            (name, tensor) ->
                                    assertEquals(
                                            parameters.get(name).size(), tensor.values().length));
            assertEquals(
                    parameters.names(), new java.util.LinkedHashSet<>(tiny.parameterNames(0, 4)));
            assertThrows(IllegalArgumentException.class, () -> parameters.get("nobody"));
        }
    }

    @Test
    void whatIsNotThereIsNamed() {
        String backbone =
                assertThrows(
                                InvalidConfigurationException.class,
                                () -> engine.backbone("vgg16", 32))
                        .getMessage();
        assertTrue(backbone.contains("vgg16") && backbone.contains("mobilenetv2"), backbone);
        String stride =
                assertThrows(
                                InvalidConfigurationException.class,
                                () -> engine.backbone("mobilenetv2", 4))
                        .getMessage();
        assertTrue(stride.contains("[32, 16, 8]"), stride);
        String stage =
                assertThrows(
                                InvalidConfigurationException.class,
                                () -> engine.backbone("tiny", 8).indexOf("stage9"))
                        .getMessage();
        assertTrue(stage.contains("stage9") && stage.contains("stage3"), stage);
        String weights =
                assertThrows(
                                BadInputException.class,
                                () -> engine.backbone("mobilenetv2", 16).pretrained())
                        .getMessage();
        assertTrue(
                weights.contains("mobilenetv2_100.safetensors")
                        && weights.contains("espalier fetch mobilenetv2"),
                weights);
        assertThrows(IllegalStateException.class, () -> engine.backbone("tiny", 8).pretrained());
    }

    @Test
    void nativeMemoryIsBounded() throws Exception {
        Backbone tiny = engine.backbone("tiny", 8);
        ImageBatch batch =
                new ImageBatch(65, 65, tiny.normalisation()).addPlanes(new float[3 * 65 * 65]);
        try (Parameters parameters = engine.parameters(tiny.initial(1))) {
            long grown = NativeGrowth.smallest(LEAK, () -> forward(tiny, batch, parameters, 1000));
            LoggerFactory.getLogger(getClass()).warn("1000 forwards grew by {} KiB", grown);
            assertTrue(grown <= LEAK, "grew by " + grown + " KiB every time");
        }
    }

    @Test
    void aMapThatIsNotClosedIsSeenInNativeMemory() throws IOException {
        long grown = engine.run(manager -> leaking(() -> manager.ones(new Shape(32, 9, 9))));
        assertTrue(grown > LEAK, "grew by as little as " + grown + " KiB");
    }

    /** What other tests gave back to the allocator is used up first. */
    private static long leaking(Runnable leak) throws IOException {
        for (int i = 0; i < 5000; i++) {
            leak.run();
        }
        try {
            return NativeGrowth.smallest(
                    LEAK,
                    () -> {
                        for (int i = 0; i < 1000; i++) {
                            leak.run();
                        }
                    });
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static void forward(Backbone tiny, ImageBatch batch, Parameters parameters, int times)
            throws IOException {
        for (int i = 0; i < times; i++) {
            tiny.features(batch, List.of("stage1", "stage3"), parameters);
        }
    }
}
