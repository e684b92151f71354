package org.espalier.inference.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.SymbolBlock;
import ai.djl.training.GradientCollector;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.inference.InferenceConfiguration;
import org.junit.jupiter.api.Test;

/** The choice of a device, on an engine that says it has a GPU. */
class EngineStartTest {
    private final List<Device> opened = new ArrayList<>();
    private final List<Device> closed = new ArrayList<>();

    /** MXNet, whose second device is a GPU that is good for nothing, or in truth the CPU. */
    private final class Gpu extends Engine {
        private final Engine real = Engine.getEngine("MXNet");
        private final int count;
        private final boolean works;

        Gpu(int count, boolean works) {
            this.count = count;
            this.works = works;
        }

        @Override
        public Engine getAlternativeEngine() {
            return null;
        }

        @Override
        public String getEngineName() {
            return real.getEngineName();
        }

        @Override
        public int getRank() {
            return 1;
        }

        @Override
        public String getVersion() {
            return "1";
        }

        @Override
        public boolean hasCapability(String capability) {
            return StandardCapabilities.CUDA.equals(capability);
        }

        @Override
        public int getGpuCount() {
            return count;
        }

        @Override
        public Model newModel(String name, Device device) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SymbolBlock newSymbolBlock(NDManager manager) {
            throw new UnsupportedOperationException();
        }

        @Override
        public NDManager newBaseManager() {
            return newBaseManager(Device.cpu());
        }

        @Override
        public NDManager newBaseManager(Device device) {
            opened.add(device);
            NDManager cpu = real.newBaseManager(Device.cpu());
            return (NDManager)
                    Proxy.newProxyInstance(
                            NDManager.class.getClassLoader(),
                            new Class<?>[] {NDManager.class},
                            (proxy, method, arguments) -> {
                                if (method.getName().equals("close")) {
                                    closed.add(device);
                                }
                                if (device.isGpu()
                                        && !works
                                        && method.getName().equals("newSubManager")) {
                                    throw new EngineException("no kernel image is available");
                                }
                                try {
                                    return method.invoke(cpu, arguments);
                                } catch (InvocationTargetException e) {
                                    throw e.getCause();
                                }
                            });
        }

        @Override
        public GradientCollector newGradientCollector() {
            return real.newGradientCollector();
        }

        @Override
        public void setRandomSeed(int seed) {
            real.setRandomSeed(seed);
        }
    }

    @Test
    void aGpuThatComputesIsTaken() {
        EngineStart start = EngineStart.on(new Gpu(1, true), true);
        assertEquals("gpu:0", EngineStart.name(start.device()));
        assertEquals(List.of(Device.gpu()), opened);
        start.root().close();
    }

    @Test
    void aGpuThatFailsIsClosedAndTheCpuTaken() {
        EngineStart start = EngineStart.on(new Gpu(1, false), true);
        assertEquals("cpu", EngineStart.name(start.device()));
        assertEquals(List.of(Device.gpu(), Device.cpu()), opened);
        assertEquals(List.of(Device.gpu()), closed);
        start.root().close();
    }

    @Test
    void noGpuIsTouchedWhereNoneIsWantedOrThere() {
        EngineStart.on(new Gpu(1, true), false).root().close();
        EngineStart.on(new Gpu(0, true), true).root().close();
        assertEquals(List.of(Device.cpu(), Device.cpu()), opened);
    }

    @Test
    void anEngineThatIsNotThereSaysWhatToDo() {
        InferenceConfiguration unknown =
                org.espalier.testing.TestSettings.of("engine", "tensorflow")
                        .as(InferenceConfiguration.class);
        EngineInference engine =
                new EngineInference(
                        new org.espalier.weights.LocalWeightStore(
                                org.espalier.testing.TestSettings.of(
                                                "userFolder", Path.of("target").toString())
                                        .as(org.espalier.weights.WeightsConfiguration.class),
                                java.util.Map.of(),
                                null),
                        unknown);
        String message =
                assertThrows(
                                org.espalier.inference.EngineException.class,
                                () -> engine.run(manager -> null))
                        .getMessage();
        assertTrue(message.contains("tensorflow"), message);
        assertTrue(message.contains("[mxnet, pytorch]"), message);
        assertEquals("tensorflow (unknown)", engine.engine());
        assertEquals(false, engine.probe().ok());
    }
}
