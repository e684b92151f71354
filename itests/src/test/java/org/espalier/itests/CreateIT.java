package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntBiFunction;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.imaging.ScoreCodec;
import org.espalier.api.pipeline.Pipeline;
import org.espalier.api.pipeline.RunRequest;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.pipeline.StageResult;
import org.espalier.api.pipeline.StageResult.TagUse;
import org.espalier.api.stage.Progress;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** A person makes a method of their own: created, built, deployed, run, changed and run again. */
public class CreateIT extends ProductTest {
    private static final String NAME = "own-colours";
    private static final String OTHER = "own-refiner";
    private static final String BUNDLE = "org.example.owncolours";
    private static final String SOURCE = "src/main/java/org/example/owncolours/OwnColours.java";

    @Inject private ScoreCodec codec;

    @Test
    public void aMethodIsCreatedBuiltDeployedRunAndChanged() throws Exception {
        MavenBuild maven = comeAlive("localizer", NAME, 10);
        learns(run("colours.tsv"));

        Pipeline first = pipeline(NAME);
        maven.edit(SOURCE, "colours.tsv", "counts.tsv");
        maven.edit("pom.xml", "<version>1.0.0</version>", "<version>1.1.0</version>");
        maven.run("package", "-Dmaven.test.skip=true");
        deploy(NAME);
        await(
                "the pipeline is another one",
                () -> pipeline(NAME) != null && pipeline(NAME) != first);
        assertEquals("1.1.0", bundle().getVersion().toString());
        learns(run("counts.tsv"));
    }

    @Test
    public void aRefinerIsCreatedBuiltDeployedAndRun() throws Exception {
        comeAlive("refiner", OTHER, 8);
        RunResult result = run(OTHER, Map.of("localizer.epochs", "20"));
        assertTrue(Files.exists(result.folder().resolve("refiner/model/colours.tsv")));
        double[] train =
                result.stages().stream()
                        .filter(row -> row.split().equals("train"))
                        .mapToDouble(row -> row.evaluation().mIoU())
                        .toArray();
        assertEquals("localizer and refiner", 2, train.length);
        assertTrue(Arrays.toString(train), train[1] > train[0] + 0.02);
    }

    /**
     * Created, built and deployed.
     *
     * @param tests more than so many pass: those of the contract of its kind, and its own
     */
    private MavenBuild comeAlive(String kind, String name, int tests) throws Exception {
        create(kind, name);
        Path project = folder().resolve(name);
        MavenBuild maven = new MavenBuild(project);
        maven.run("package");
        assertTrue("the contract of its kind and more", maven.passed() > tests);
        String configuration = "org.espalier.pipeline~" + name + ".json";
        put(
                folder().resolve("config").resolve(configuration),
                Files.readString(project.resolve("config").resolve(configuration)));
        assertNull(pipeline(name));
        deploy(name);
        await("the pipeline comes alive", () -> pipeline(name) != null);
        return maven;
    }

    @SuppressWarnings("unchecked") // a generic type cannot be asked of the service registry
    private void create(String kind, String name) throws Exception {
        Path project = folder().resolve(name);
        ToIntBiFunction<String[], PrintStream> commandLine =
                service(ToIntBiFunction.class, "(espalier=command-line)");
        PrintStream out = new PrintStream(new ByteArrayOutputStream());
        String[] command = {"create", kind, name, "--out", project.toString()};
        assertEquals(0, commandLine.applyAsInt(command, out));
        assertEquals("it is there already", 2, commandLine.applyAsInt(command, out));
        String readme = Files.readString(project.resolve("README.md"));
        assertTrue(readme, readme.contains(name + ".jar " + folder() + "/deploy/\n"));
    }

    private void deploy(String name) throws IOException {
        Path project = folder().resolve(name);
        Path beside = folder().resolve("deploying");
        Files.copy(project.resolve("target").resolve(name + ".jar"), beside);
        Path jar = folder().resolve("deploy").resolve(name + ".jar");
        Files.move(beside, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private Pipeline pipeline(String name) throws Exception {
        return service(Pipeline.class, "(service.pid=org.espalier.pipeline~" + name + ")");
    }

    private Bundle bundle() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> BUNDLE.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    /**
     * @param learned the file that the method writes
     */
    private RunResult run(String learned) throws Exception {
        RunResult result = run(NAME, Map.of());
        Path model = result.folder().resolve("localizer/model");
        assertTrue(learned, Files.exists(model.resolve(learned)));
        return result;
    }

    private RunResult run(String name, Map<String, String> settings) throws Exception {
        Map<String, String> few = new HashMap<>(settings);
        few.putAll(Map.of("dataset.trainImages", "80", "dataset.valImages", "20"));
        RunRequest request =
                new RunRequest(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        folder().resolve("runs"),
                        few);
        RunResult result = pipeline(name).run(request, Progress.silent());
        assertEquals(List.of(), result.failures());
        return result;
    }

    private void learns(RunResult result) throws IOException {
        assertEquals(3, result.stages().size());
        for (StageResult row : result.stages()) {
            if (row.tags() == TagUse.GIVEN) {
                Evaluation evaluation = row.evaluation();
                double chance = allBackground(evaluation);
                assertTrue(
                        row.split() + ": " + evaluation.mIoU() + ", chance " + chance,
                        evaluation.mIoU() > 2 * chance);
                double pointing = evaluation.pointing().orElseThrow().accuracy();
                assertTrue(row.split() + ": pointing game " + pointing, pointing > 0.5);
            }
        }
        try (Stream<Path> files =
                Files.list(result.folder().resolve("localizer/val-given/scores"))) {
            List<Path> scores = files.toList();
            assertEquals(20, scores.size());
            for (Path file : scores) {
                for (float score : codec.read(file).scores()) {
                    assertTrue(file + ": " + score, score >= 0 && score <= 1);
                }
            }
        }
    }

    /** The mIoU of masks that are background everywhere, which are better than random ones. */
    private static double allBackground(Evaluation evaluation) {
        long all = 0;
        for (long[] row : evaluation.confusion()) {
            all += Arrays.stream(row).sum();
        }
        long background = Arrays.stream(evaluation.confusion()[0]).sum();
        return (double) background / all / evaluation.confusion().length;
    }
}
