package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntBiFunction;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.espalier.api.pipeline.Pipeline;
import org.espalier.api.pipeline.RunRequest;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.stage.Progress;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TestRule;
import org.junit.runners.model.Statement;

/**
 * What is put into {@code deploy/} and is no good: it is named, with what is wrong with it; the
 * rest of the product works on; and when it is taken away nothing is left of it.
 */
public class EnduresBadJarsIT extends ProductTest {
    private static final String TOY = "org.espalier.itests.toy";

    private static final String SCENES =
            """
            "dataset.target": "(dataset=synthetic)", "dataset.classes": 3,
            "dataset.trainImages": 8, "dataset.valImages": 4,
            "dataset.width": 96, "dataset.height": 72,
            """;

    private static final String CAM =
            """
            "localizer.target": "(method=cam)", "localizer.backbone": "tiny",
            "localizer.outputStride": 8, "localizer.trainingSides": [65],
            "localizer.sides": [65], "localizer.gridSide": 65, "localizer.epochs": 1
            """;

    /** Each test is one deployment, survived when all is well again. */
    @Rule
    public final TestRule tally =
            (test, description) ->
                    new Statement() {
                        @Override
                        public void evaluate() throws Throwable {
                            boolean survived = false;
                            try {
                                test.evaluate();
                                survived = true;
                            } finally {
                                Tally.add("deploys", survived ? 1 : 0, 1);
                            }
                        }
                    };

    private List<String> services;

    @Override
    protected void prepare(Path folder) throws Exception {
        pipeline(folder, "cam", CAM);
        for (String method : List.of("toy", "failing", "hanging", "stuck")) {
            pipeline(folder, method, "\"localizer.target\": \"(method=" + method + ")\"");
        }
        ToyBundle.build(folder.resolve("toy-1.jar"), "1.0.0");
        ToyBundle.build(folder.resolve("toy-2.jar"), "2.0.0");
        ToyBundle.build(folder.resolve("failing.jar"), TOY + ".failing", "1.0.0", Map.of());
        ToyBundle.build(folder.resolve("hanging.jar"), TOY + ".hanging", "1.0.0", Map.of());
        ToyBundle.build(folder.resolve("stuck.jar"), TOY + ".stuck", "1.0.0", Map.of());
        ToyBundle.build(
                folder.resolve("unresolved.jar"),
                TOY + ".failing",
                "1.0.0",
                Map.of("Import-Package", "nobody.exports.this,*"));
        String activators = TOY + ".activator";
        ToyBundle.build(
                folder.resolve("throwing.jar"),
                activators,
                "1.0.0",
                Map.of("Bundle-Activator", activators + ".Throwing"));
        zip(folder.resolve("notes.jar"), "notes.txt", "no code at all");
        zip(folder.resolve("garbled.jar"), "META-INF/MANIFEST.MF", "\u0000no manifest\n\n:");
        zip(folder.resolve("nameless.jar"), "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n\n");
    }

    private static void pipeline(Path folder, String name, String localizer) throws IOException {
        put(
                folder.resolve("config/org.espalier.pipeline~" + name + ".json"),
                "{" + SCENES + localizer + "}");
    }

    private static void zip(Path file, String entry, String text) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
    }

    @Before
    public void allIsWell() throws Exception {
        await("the pipeline is alive", () -> pipeline("cam") != null);
        services = Footprint.services(context);
        assertEquals(List.of(), complaints(doctor()));
    }

    @After
    public void allIsWellAgain() throws Exception {
        try (Stream<Path> jars = Files.list(folder().resolve("deploy"))) {
            for (Path jar : jars.toList()) {
                Files.delete(jar);
            }
        }
        await("nothing to complain of", () -> complaints(doctor()).isEmpty());
        await("the services are those from before", () -> sameServices());
        livesOn();
    }

    private boolean sameServices() throws Exception {
        return Footprint.services(context).equals(services);
    }

    @Test
    public void halfAJarIsNamedAndWorksWhenItIsWhole() throws Exception {
        byte[] whole = Files.readAllBytes(folder().resolve("toy-1.jar"));
        Path jar = folder().resolve("deploy/toy.jar");
        Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
        told("deploy/toy.jar", "it is no whole jar");
        livesOn();
        Files.write(jar, whole);
        await("the pipeline comes alive", () -> isSettled("toy"));
        assertEquals(List.of(), complaints(doctor()));
        run("toy");
    }

    @Test
    public void anImportThatNobodyExports() throws Exception {
        deploy("unresolved.jar", "unresolved.jar");
        told("deploy/unresolved.jar", "it does not start", "nobody.exports.this");
        livesOn();
    }

    @Test
    public void twoVersionsTogether() throws Exception {
        deploy("toy-1.jar", "toy-1.jar");
        await("the pipeline comes alive", () -> isSettled("toy"));
        deploy("toy-2.jar", "toy-2.jar");
        told("deploy/toy-1.jar", "is also there as 2.0.0 in deploy/toy-2.jar");
        told("deploy/toy-2.jar", "is also there as 1.0.0 in deploy/toy-1.jar");
        assertEquals("the first stays", "1.0.0", version(run("toy")));
        Pipeline first = pipeline("toy");
        Files.delete(folder().resolve("deploy/toy-1.jar"));
        await("the other takes over", () -> pipeline("toy") != first && isSettled("toy"));
        assertEquals("2.0.0", version(run("toy")));
    }

    @Test
    public void theSameBundleTwice() throws Exception {
        deploy("toy-1.jar", "toy-1.jar");
        await("the pipeline comes alive", () -> isSettled("toy"));
        deploy("toy-1.jar", "toy-copy.jar");
        told(
                "deploy/toy-copy.jar",
                "it is the same bundle, org.espalier.itests.toy 1.0.0, as deploy/toy-1.jar");
        livesOn();
    }

    @Test
    public void aPlugInThatFailsWhenItIsMade() throws Exception {
        deploy("failing.jar", "failing.jar");
        await("why", () -> command("why", "failing").contains("the moon is not full"));
        String why = command("why", "failing");
        assertTrue(why, why.contains("org.espalier.itests.toy.failing failed to start"));
        told("pipeline failing", "the moon is not full");
        livesOn();
    }

    @Test
    public void aPlugInThatHangsWhenItIsMade() throws Exception {
        deploy("stuck.jar", "stuck.jar");
        await(
                "why",
                () ->
                        command("why", "stuck")
                                .contains("org.espalier.itests.toy.stuck failed to start"));
        livesOn();
    }

    @Test
    public void anActivatorThatThrows() throws Exception {
        deploy("throwing.jar", "throwing.jar");
        told("deploy/throwing.jar", "it does not start", "no licence for this machine");
        livesOn();
    }

    @Test
    public void aZipThatIsNoBundle() throws Exception {
        deploy("notes.jar", "notes.jar");
        told("deploy/notes.jar", "it is no bundle: it has no META-INF/MANIFEST.MF");
        livesOn();
    }

    @Test
    public void aManifestThatIsBroken() throws Exception {
        deploy("garbled.jar", "garbled.jar");
        told("deploy/garbled.jar", "its manifest is broken");
        livesOn();
    }

    @Test
    public void aManifestThatNamesNoBundle() throws Exception {
        deploy("nameless.jar", "nameless.jar");
        told("deploy/nameless.jar", "it is no bundle: its manifest has no Bundle-SymbolicName");
        livesOn();
    }

    @Test
    public void aPlugInThatHangsWhileItLearnsCanBeInterrupted() throws Exception {
        deploy("hanging.jar", "hanging.jar");
        await("the pipeline comes alive", () -> isSettled("hanging"));
        CompletableFuture<RunResult> ended = new CompletableFuture<>();
        Thread run =
                new Thread(
                        () -> {
                            try {
                                ended.complete(run("hanging"));
                            } catch (Exception e) {
                                ended.completeExceptionally(e);
                            }
                        });
        run.start();
        await("it hangs", () -> Files.exists(folder().resolve("hanging")));
        livesOn();
        assertFalse(ended.isDone());
        run.interrupt();
        run.join(TimeUnit.SECONDS.toMillis(10));
        assertFalse("the run has ended", run.isAlive());
        assertTrue(ended.isCompletedExceptionally());
        Files.delete(folder().resolve("hanging"));
    }

    @Test
    public void orIsGivenUpWithTheImageThatItWasSeenWith() throws Exception {
        deploy("hanging.jar", "hanging.jar");
        await("the pipeline comes alive", () -> isSettled("hanging"));
        RunRequest request =
                new RunRequest(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        folder().resolve("given-up"),
                        Map.of("stallSeconds", "2"));
        IOException e =
                assertThrows(
                        IOException.class,
                        () -> pipeline("hanging").run(request, Progress.silent()));
        assertTrue(
                e.getMessage(),
                e.getMessage()
                        .startsWith(
                                "localizer hanging: no sign of life for 2 s, last seen with"
                                        + " train-0001; "));
        Files.delete(folder().resolve("hanging"));
        livesOn();
    }

    private void deploy(String jar, String as) throws IOException {
        Path beside = folder().resolve("deploying");
        Files.copy(folder().resolve(jar), beside);
        Files.move(
                beside,
                folder().resolve("deploy").resolve(as),
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** The doctor names it in a line that says what is wrong. */
    private void told(String... words) throws Exception {
        await(
                Arrays.toString(words) + " in what the doctor says",
                () ->
                        doctor().lines()
                                .anyMatch(line -> Arrays.stream(words).allMatch(line::contains)));
    }

    private void livesOn() throws Exception {
        RunResult result = run("cam");
        assertEquals(List.of(), result.failures());
        assertEquals(3, result.stages().size());
    }

    private RunResult run(String name) throws Exception {
        Path out = Files.createTempDirectory(folder(), "runs");
        return pipeline(name).run(RunRequest.into(out), Progress.silent());
    }

    /** A pipeline is remade when its plug-in goes, and again when its configuration is checked. */
    private boolean isSettled(String name) throws Exception {
        Pipeline now = pipeline(name);
        Thread.sleep(500);
        return now != null && now == pipeline(name);
    }

    private static String version(RunResult run) throws IOException {
        return Files.readString(run.folder().resolve("localizer/model/version"));
    }

    private String doctor() throws Exception {
        return command("doctor");
    }

    /** What is to be mended, and what is not as it should be with bundles. */
    private static List<String> complaints(String doctor) {
        return doctor.lines()
                .filter(line -> line.startsWith("BAD") || line.contains("deploy/"))
                .toList();
    }

    @SuppressWarnings("unchecked") // a generic type cannot be asked of the service registry
    private String command(String... words) throws Exception {
        ToIntBiFunction<String[], PrintStream> commandLine =
                service(ToIntBiFunction.class, "(espalier=command-line)");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        commandLine.applyAsInt(words, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    private Pipeline pipeline(String name) throws Exception {
        return service(Pipeline.class, "(service.pid=org.espalier.pipeline~" + name + ")");
    }
}
