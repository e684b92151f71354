package org.espalier.command.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.console.Terminal;
import org.espalier.diagnosis.Pipelines;
import org.espalier.shell.Arguments;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCommandTest {
    @TempDir Path folder;
    private final FakeFramework fakes = new FakeFramework();

    private ClusterCommand command() {
        Pipelines pipelines = new Pipelines(fakes.context(), fakes.runtime(), () -> fakes.problems);
        return new ClusterCommand(fakes.context(), pipelines, null, new Terminal(fakes.context()));
    }

    private Path home() throws IOException {
        return Files.createDirectories(folder.resolve("espalier"));
    }

    private Path built() throws IOException {
        Path built = Files.createDirectories(folder.resolve("espalier-spark"));
        Files.writeString(built.resolve("espalier-spark.jar"), "");
        return built;
    }

    @Test
    void withoutTheJobItSaysHowToBuildIt() throws Exception {
        fakes.frameworkProperties.put("espalier.home", home().toString());
        var refused =
                assertThrows(
                        InvalidConfigurationException.class,
                        () ->
                                command()
                                        .cluster(
                                                null,
                                                "run",
                                                "demo",
                                                "--images",
                                                "i",
                                                "--out",
                                                "o"));
        assertTrue(refused.getMessage().contains("mvn -Pspark"), refused.getMessage());
    }

    @Test
    void sparkIsThatOfTheEnvironmentOrTheOneBesideTheJob() throws Exception {
        Path built = built();
        var nowhere =
                assertThrows(
                        InvalidConfigurationException.class,
                        () -> SparkPlace.find(Map.of(), home()));
        assertTrue(nowhere.getMessage().contains("set SPARK_HOME"), nowhere.getMessage());
        Path beside = Files.createDirectories(built.resolve("jars"));
        assertEquals(beside, SparkPlace.find(Map.of(), home()).jars());
        Path spark = folder.resolve("spark");
        Files.createDirectories(spark.resolve("jars"));
        Map<String, String> environment =
                Map.of("SPARK_HOME", spark.toString(), "ESPALIER_SPARK", built.toString());
        SparkPlace found = SparkPlace.find(environment, folder.resolve("elsewhere/espalier"));
        assertEquals(spark.resolve("jars"), found.jars());
        assertEquals(built.resolve("espalier-spark.jar"), found.job());
    }

    @Test
    void theDriverHasSparkAndTheLauncherOnItsClassPath() {
        SparkPlace place = new SparkPlace(Path.of("/s/jars"), Path.of("/e/job.jar"));
        List<String> command =
                place.command(Path.of("/java"), Path.of("/home"), Optional.of(" -Xmx2g  -ea "));
        assertEquals("/java", command.get(0));
        assertTrue(command.containsAll(List.of("-Xmx2g", "-ea")), command.toString());
        assertEquals(
                "/e/job.jar:/home/lib/launcher.jar:/home/lib/framework.jar:/s/jars/*",
                command.get(command.indexOf("-cp") + 1));
        assertEquals("org.espalier.spark.Main", command.get(command.size() - 1));
    }

    @Test
    void optionsGoToTheJobAsTheyAreGiven() {
        ClusterOptions options = new ClusterOptions();
        Arguments.read(
                options,
                "demo",
                "--images",
                "hdfs:///i",
                "--out",
                "hdfs:///o",
                "--score",
                "--shard-images",
                "50",
                "--conf",
                "spark.cores.max=4",
                "--set",
                "seed=3");
        assertEquals(
                List.of(
                        "--master",
                        "local[*]",
                        "--images",
                        "hdfs:///i",
                        "--out",
                        "hdfs:///o",
                        "--format",
                        "parquet",
                        "--shard-images",
                        "50",
                        "--conf",
                        "spark.cores.max=4",
                        "--score"),
                options.forJob());
        assertEquals(Map.of("seed", "3"), options.request().settings());
    }

    @Test
    void saysWhatItCanDo() throws Exception {
        assertThrows(InvalidConfigurationException.class, () -> command().cluster(null));
        assertThrows(InvalidConfigurationException.class, () -> command().cluster(null, "stop"));
        String help = command().cluster(null, "run", "--help");
        assertTrue(help.startsWith("Usage: espalier cluster run"), help);
    }
}
