package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.espalier.api.engine.EngineStatus;
import org.espalier.api.pipeline.Pipeline;
import org.espalier.api.pipeline.RunRequest;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Progress;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** A method's bundle comes, changes and goes while everything else stays. */
public class HotDeployIT extends ProductTest {
    private static final String PIPELINE =
            "{\"dataset.target\": \"(dataset=synthetic)\", \"localizer.target\": \"(method=toy)\","
                    + " \"dataset.trainImages\": 2, \"dataset.valImages\": 2}";

    @Inject private EngineStatus engine;

    @Override
    protected void prepare(Path folder) throws Exception {
        put(folder.resolve("config/org.espalier.pipeline~toy.json"), PIPELINE);
        ToyBundle.build(folder.resolve("toy-1.jar"), "1.0.0");
        ToyBundle.build(folder.resolve("toy-2.jar"), "2.0.0");
    }

    @Test
    public void aPipelineComesChangesAndGoesWithItsPlugIn() throws Exception {
        assertTrue(engine.probe().message(), engine.probe().ok());
        List<String> library = nativeLibrary();
        assertNull(pipeline());

        deploy("toy-1.jar");
        await("the waiting pipeline comes alive", () -> pipeline() != null);
        WeakReference<ClassLoader> first = loader();
        replaceWhileRunning();
        WeakReference<ClassLoader> second = loader();
        assertNotSame(first.get(), second.get());
        assertEquals("2.0.0", version(run(pipeline()).get(60, TimeUnit.SECONDS)));

        Files.delete(folder().resolve("deploy/toy.jar"));
        await("without its plug-in the pipeline is gone", () -> pipeline() == null);
        await(
                "the plug-in is gone",
                () -> Arrays.stream(context.getBundles()).noneMatch(HotDeployIT::isToy));
        assertSame(engine, service(EngineStatus.class, null));
        assertEquals(library, nativeLibrary());
        await("no class loader of the first bundle survives", () -> gone(first));
        await("no class loader of the second bundle survives", () -> gone(second));
    }

    /** Apart, so that no variable of the test keeps the old pipeline. */
    private void replaceWhileRunning() throws Exception {
        Pipeline old = pipeline();
        Files.createFile(folder().resolve("hold"));
        CompletableFuture<RunResult> inProgress = run(old);
        await("the run has begun", () -> Files.exists(folder().resolve("fitting")));
        deploy("toy-2.jar");
        await("the pipeline is another one", () -> pipeline() != null && pipeline() != old);
        Files.delete(folder().resolve("hold"));
        RunResult result = inProgress.get(60, TimeUnit.SECONDS);
        assertEquals("1.0.0", version(result));
        assertEquals(List.of(), result.failures());
    }

    private static boolean gone(WeakReference<ClassLoader> loader) {
        System.gc();
        return loader.get() == null;
    }

    private static boolean isToy(Bundle bundle) {
        return "org.espalier.itests.toy".equals(bundle.getSymbolicName());
    }

    private void deploy(String jar) throws IOException {
        Path beside = folder().resolve("deploying");
        Files.copy(folder().resolve(jar), beside);
        Files.move(beside, folder().resolve("deploy/toy.jar"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Pipeline pipeline() throws Exception {
        return service(Pipeline.class, "(service.pid=org.espalier.pipeline~toy)");
    }

    private WeakReference<ClassLoader> loader() throws Exception {
        Localizer localizer = service(Localizer.class, "(method=toy)");
        return new WeakReference<>(
                localizer == null ? null : localizer.getClass().getClassLoader());
    }

    private CompletableFuture<RunResult> run(Pipeline pipeline) {
        RunRequest request = RunRequest.into(folder().resolve("runs"));
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return pipeline.run(request, Progress.silent());
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                });
    }

    private static String version(RunResult run) throws IOException {
        return Files.readString(run.folder().resolve("localizer/model/version"));
    }

    /** Where the engine's library lies in memory. */
    private static List<String> nativeLibrary() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains("libmxnet") && line.contains("r-xp"))
                .toList();
    }
}
