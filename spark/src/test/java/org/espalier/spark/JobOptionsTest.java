package org.espalier.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.espalier.spark.executor.WorkplaceException;
import org.junit.jupiter.api.Test;

class JobOptionsTest {
    private static JobOptions parse(String... more) {
        List<String> all =
                new ArrayList<>(
                        List.of("--run", "r", "--home", "h", "--images", "i", "--out", "o"));
        all.addAll(Arrays.asList(more));
        return JobOptions.parse(all.toArray(String[]::new));
    }

    @Test
    void readsWhatIsGivenAndHasDefaults() {
        JobOptions options = parse("--score", "--engine-threads", "2", "--conf", "a=b=c");
        assertTrue(options.scored());
        assertFalse(options.separate());
        assertEquals(2, options.engineThreads());
        assertEquals(500, options.shardImages());
        assertEquals("local[*]", options.master());
        assertEquals("b=c", options.conf().get("a"));
        assertEquals(options.home().resolve("config"), options.folder("config"));
        assertTrue(parse("--format", "png").separate());
    }

    @Test
    void aMistakeIsNamed() {
        for (List<String> wrong :
                List.of(
                        List.of("--masters", "x"),
                        List.of("--format"),
                        List.of("stray", "x"),
                        List.of("--conf", "novalue"))) {
            var e =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> parse(wrong.toArray(String[]::new)));
            assertTrue(e.getMessage().startsWith(wrong.get(0)), e.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> JobOptions.parse("--run", "r"));
        assertThrows(
                IllegalArgumentException.class, () -> parse("--shard-images", "0").shardImages());
        assertThrows(IllegalArgumentException.class, () -> parse("--format", "gif").separate());
    }

    @Test
    void nothingListensBeyondThisMachineWhereAllOfTheClusterIsOnIt() {
        for (String here : List.of("local[2]", "spark://127.0.0.1:7077", "spark://localhost:1")) {
            SparkConf conf = Settings.of(parse("--master", here), List.of());
            assertEquals("127.0.0.1", conf.get("spark.driver.bindAddress"), here);
        }
        for (String beyond : List.of("yarn", "spark://10.0.0.1:7077", "k8s://https://127.0.0.1")) {
            assertFalse(
                    Settings.of(parse("--master", beyond), List.of())
                            .contains("spark.driver.bindAddress"),
                    beyond);
        }
    }

    @Test
    void theEnginesThreadsAreThoseOfTheExecutorAndAPersonsPropertiesWin() {
        SparkConf conf =
                Settings.of(
                        parse(
                                "--engine-threads",
                                "4",
                                "--conf",
                                "spark.executor.memory=8g",
                                "--master",
                                "yarn"),
                        List.of());
        assertEquals("4", conf.get("spark.executorEnv.OMP_NUM_THREADS"));
        assertEquals("8g", conf.get("spark.executor.memory"));
        assertEquals("false", conf.get("spark.ui.enabled"));
    }

    @Test
    void findsInSparksTextWhatAnExecutorHasSaid() {
        String said = "host a, executor 1: pipeline cam: it is waiting; for this\n  and that";
        for (String after : List.of("\n\tat org.x.Y", "\n\nDriver stacktrace:", "")) {
            assertEquals(
                    Optional.of(said),
                    WorkplaceException.in(
                            "Job aborted: Lost task: "
                                    + WorkplaceException.class.getName()
                                    + ": "
                                    + said
                                    + after));
        }
        assertEquals(Optional.empty(), WorkplaceException.in("Job aborted: out of memory"));
    }
}
