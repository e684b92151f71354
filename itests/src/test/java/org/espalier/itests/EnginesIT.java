package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.espalier.itests.StartScript.Outcome;
import org.espalier.launcher.EmbeddedFramework;
import org.espalier.launcher.Installation;
import org.espalier.launcher.StartLevel;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;

/** The engine that a configuration names, added to the product or not. */
public class EnginesIT {
    private static final String STATUS = "org.espalier.api.engine.EngineStatus";
    private static final String CONFIGURATION = "config/org.espalier.inference.json";

    private final Path folder = Path.of(System.getProperty("espalier.itests"), "EnginesIT");
    private final Path engine = folder.resolve("engine");

    @Before
    public void add() throws Exception {
        ProductTest.delete(folder);
        Files.createDirectories(engine);
        Files.createDirectories(folder.resolve("config"));
        Files.createDirectories(folder.resolve("deploy"));
        for (String bundle : List.of("djl.pytorch", "djl.native.pytorch.linux-x86_64")) {
            Path built = Product.HOME.resolve("../../bundles/" + bundle + "/target").normalize();
            try (Stream<Path> jars = Files.list(built)) {
                Path jar =
                        jars.filter(file -> file.toString().endsWith(".jar"))
                                .findFirst()
                                .orElseThrow();
                Files.createSymbolicLink(engine.resolve(bundle + ".jar"), jar);
            }
        }
        ProductTest.put(folder.resolve(CONFIGURATION), "{\"engine\": \"pytorch\"}");
    }

    private EmbeddedFramework start(Path engineFolder) throws IOException {
        return EmbeddedFramework.start(
                new Installation(
                        Product.HOME,
                        folder.resolve("config"),
                        folder.resolve("deploy"),
                        folder.resolve("cache"),
                        engineFolder),
                Map.of(),
                StartLevel.COMMAND);
    }

    /** What the engine says of itself after it has computed something. */
    private static String probe(EmbeddedFramework framework) throws Exception {
        // the class of that name on the class path is another
        ServiceReference<?> reference =
                framework.context().getAllServiceReferences(STATUS, null)[0];
        Object status = framework.context().getService(reference);
        Object health =
                framework
                        .context()
                        .getBundle(reference.getBundle().getBundleId())
                        .loadClass(STATUS)
                        .getMethod("probe")
                        .invoke(status);
        return reference.getProperty("engine")
                + ": "
                + health.getClass().getMethod("message").invoke(health);
    }

    private static Bundle djl(EmbeddedFramework framework) {
        return bundle(framework, "org.espalier.djl");
    }

    private static Bundle bundle(EmbeddedFramework framework, String name) {
        return Arrays.stream(framework.context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private static void refresh(EmbeddedFramework framework, Bundle bundle) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        framework
                .context()
                .getBundle(0)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> done.countDown());
        assertTrue(done.await(60, TimeUnit.SECONDS));
    }

    private static Class<?> arrays(EmbeddedFramework framework) throws Exception {
        return djl(framework).loadClass("ai.djl.ndarray.NDArray");
    }

    /** What computes frozen stages is probed too. */
    private static final String FROZEN_BY = " with ONNX Runtime 1.23.2 computes on cpu";

    private static final String WORKS = "pytorch: PyTorch 2.7.1" + FROZEN_BY;

    @Test
    public void oneProcessUsesItInOneFrameworkAfterTheOther() throws Exception {
        Class<?> first;
        try (EmbeddedFramework framework = start(engine)) {
            assertEquals(WORKS, probe(framework));
            first = arrays(framework);
            refresh(framework, djl(framework));
            assertNotSame("the bundle has a new class loader", first, arrays(framework));
            assertEquals(WORKS, probe(framework));
            refresh(framework, bundle(framework, "org.espalier.onnxruntime"));
            assertEquals(WORKS, probe(framework));
        }
        try (EmbeddedFramework framework = start(engine);
                EmbeddedFramework beside = start(engine)) {
            assertNotSame(arrays(framework), arrays(beside));
            assertEquals(WORKS, probe(framework));
            assertEquals(WORKS, probe(beside));
            assertEquals(WORKS, probe(framework));
        }
        ProductTest.put(folder.resolve(CONFIGURATION), "{\"engine\": \"mxnet\"}");
        try (EmbeddedFramework framework = start(engine)) {
            assertEquals("mxnet: MXNet 1.9.1" + FROZEN_BY, probe(framework));
        }
        ProductTest.put(folder.resolve(CONFIGURATION), "{\"frozen\": \"engine\"}");
        try (EmbeddedFramework framework = start(engine)) {
            assertEquals("mxnet: MXNet 1.9.1 computes on cpu", probe(framework));
        }
    }

    @Test
    public void anEngineThatIsNotThereIsToldWithWhatToDo() throws Exception {
        try (EmbeddedFramework framework = start(folder.resolve("nothing"))) {
            String message = probe(framework);
            assertTrue(
                    message, message.startsWith("pytorch: PyTorch: the engine is not installed"));
            assertTrue(message, message.contains("org.espalier.djl.pytorch"));
            assertTrue(message, message.contains("config/org.espalier.inference.json"));
        }
        Files.delete(engine.resolve("djl.native.pytorch.linux-x86_64.jar"));
        try (EmbeddedFramework framework = start(engine)) {
            String message = probe(framework);
            assertTrue(message, message.contains("PyTorch: the engine does not start: "));
            assertTrue(message, message.contains("org.espalier.djl.native.pytorch.*"));
        }
    }

    @Test
    public void commandsTellWhichAndPipelinesRunOnIt() throws Exception {
        StartScript script = new StartScript(folder, Map.of("ESPALIER_ENGINE", engine.toString()));
        Outcome list = script.run("list", "--json");
        assertEquals(list.err(), 0, list.code());
        assertEquals(
                "PyTorch 2.7.1 with ONNX Runtime 1.23.2",
                JsonParser.parseString(list.out()).getAsJsonObject().get("engine").getAsString());
        Outcome doctor = script.run("doctor");
        assertTrue(doctor.out(), doctor.out().contains("PyTorch 2.7.1" + FROZEN_BY));
        ProductTest.put(
                folder.resolve("config/org.espalier.pipeline~cam.json"),
                "{\"dataset.target\": \"(dataset=synthetic)\","
                        + " \"localizer.target\": \"(method=cam)\","
                        + " \"localizer.backbone\": \"tiny\", \"localizer.outputStride\": 8,"
                        + " \"localizer.epochs\": 1,"
                        + " \"dataset.trainImages\": 8, \"dataset.valImages\": 2}");
        Outcome run = script.run("run", "cam", "--out", folder + "/runs", "--json");
        assertEquals(run.err(), 0, run.code());
        assertTrue(run.out(), run.out().contains("\"mIoU\""));
    }

    @Test
    public void librariesAreThoseThatWereTakenIn() throws Exception {
        Path recorded = Product.HOME.resolve("../../features/pytorch/third-party.sha256");
        Path repository = Path.of(System.getProperty("org.ops4j.pax.url.mvn.localRepository"));
        int count = 0;
        for (String line : Files.readAllLines(recorded.normalize())) {
            if (line.startsWith("#")) {
                continue;
            }
            String[] name = line.substring(66).split(":");
            String end = name.length > 3 ? "-" + name[3] : "";
            Path jar =
                    repository.resolve(
                            "%s/%s/%s/%s-%s%s.jar"
                                    .formatted(
                                            name[0].replace('.', '/'),
                                            name[1],
                                            name[2],
                                            name[1],
                                            name[2],
                                            end));
            assertEquals(name[1], line.substring(0, 64), Product.digest(jar));
            count++;
        }
        assertEquals(3, count);
    }

    @Test
    public void aNameThatIsNoEngineIsWithheld() throws Exception {
        ProductTest.put(folder.resolve(CONFIGURATION), "{\"engine\": \"pytroch\"}");
        Outcome list = new StartScript(folder).run("list");
        assertTrue(list.out(), list.out().contains("withheld: "));
        assertTrue(list.out(), list.out().contains("pytroch"));
        assertTrue(list.out(), list.out().contains("MXNet 1.9.1"));
    }
}
