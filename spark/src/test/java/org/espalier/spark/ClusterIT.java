package org.espalier.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.espalier.spark.output.ResultFile;
import org.espalier.spark.output.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The shipped product on a standalone cluster: a master and two workers on the loopback interface,
 * each a process. The tests share the cluster and what was learned.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
    private static final int IMAGES = 60;
    private static final String PIPELINE =
            """
            {"dataset.target": "(dataset=synthetic)", "dataset.trainImages": 12,
             "dataset.valImages": 4, "dataset.width": 96, "dataset.height": 72,
             "dataset.classes": 3, "localizer.target": "(method=cam)",
             "localizer.backbone": "tiny", "localizer.outputStride": 8,
             "localizer.trainingSides": [65], "localizer.sides": [65],
             "localizer.gridSide": 65, "localizer.epochs": 4, "localizer.batch": 4,
             "crf.target": "(method=dense-crf)", "evaluator.target": "(metric=miou)",
             "background": 0.4, "seed": 1}
            """;

    private static Path folder;
    private static Product product;
    private static LocalCluster cluster;
    private static Process first;
    private static final Map<String, byte[]> MASKS = new TreeMap<>();

    @BeforeAll
    static void learnAndPredictOnOneMachine() throws Exception {
        folder =
                Path.of(System.getProperty("espalier.spark.tests", "/tmp/espalier-cluster"))
                        .toAbsolutePath();
        delete(folder);
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/org.espalier.pipeline~small.json"), PIPELINE);
        product = new Product(folder);
        Scenes.draw(folder.resolve("images"), IMAGES, 96);
        Files.writeString(folder.resolve("images/bad.jpg"), "this is no photograph");
        assertEquals(0, product.espalier("run", "small").code());
        assertEquals(
                1,
                product.espalier("predict", "runs/small/1", "--images", "images", "--out", "masks")
                        .code());
        try (Stream<Path> masks = Files.list(folder.resolve("masks"))) {
            for (Path mask : masks.toList()) {
                String name = mask.getFileName().toString();
                MASKS.put(name.replace(".png", ""), Files.readAllBytes(mask));
            }
        }
        assertEquals(IMAGES, MASKS.size());
        cluster = new LocalCluster(folder.resolve("cluster"));
        first = cluster.worker();
        cluster.worker();
    }

    @AfterAll
    static void end() {
        if (cluster != null) {
            cluster.close();
        }
    }

    static void delete(Path what) throws IOException {
        if (Files.exists(what)) {
            try (Stream<Path> files = Files.walk(what)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** More than what {@link #job} gives: what one executor does is enough to see. */
    private static final List<String> BY_ONE =
            List.of(
                    "--conf",
                    "spark.cores.max=1",
                    "--conf",
                    "spark.scheduler.excludeOnFailure.unschedulableTaskSetTimeout=1s");

    private static String[] byOne(String out, String... more) {
        return Stream.concat(Stream.of(job(out, more)), BY_ONE.stream()).toArray(String[]::new);
    }

    private static String[] job(String out, String... more) {
        Stream<String> memory = Stream.of("--conf", "spark.executor.memory=512m");
        return product.arguments(
                cluster, out, Stream.concat(memory, Stream.of(more)).toArray(String[]::new));
    }

    /** All rows of all files, of which no two are of one image. */
    private static Map<String, Row> rows(String out) throws IOException {
        Map<String, Row> rows = new TreeMap<>();
        for (Path file : parts(out)) {
            var path = new org.apache.hadoop.fs.Path(file.toUri());
            for (Row row : new ResultFile(path, new Configuration()).rows()) {
                assertEquals(null, rows.put(row.id(), row), row.id() + " is there twice");
            }
        }
        return rows;
    }

    private static List<Path> parts(String out) throws IOException {
        if (!Files.exists(folder.resolve(out))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.resolve(out))) {
            return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
        }
    }

    private static void assertSameMasks(Map<String, Row> rows) {
        assertEquals(IMAGES + 1, rows.size(), "an image is lost, or one too many");
        MASKS.forEach((id, mask) -> assertArrayEquals(mask, rows.get(id).mask(), id));
        Row bad = rows.get("bad");
        assertEquals(null, bad.mask());
        assertTrue(bad.failure().startsWith("bad: it is no image"), bad.failure());
    }

    @Test
    @Order(1)
    void masksAreThoseOfOneMachineAndSoIsTheScore() throws Exception {
        var outcome = product.run("equal", job("equal", "--shard-images", "8", "--score"));
        assertEquals(1, outcome.code(), outcome.toString());
        assertTrue(outcome.out().contains("images  61, of which 1 failed"), outcome.toString());
        assertSameMasks(rows("equal"));
        var evaluated =
                product.espalier(
                        "evaluate", "--pred", "masks", "--truth", "images/masks", "--json");
        String mean = evaluated.out().replaceAll("(?s).*\"mIoU\": *([0-9.]+).*", "$1");
        String told = outcome.out().replaceAll("(?s).*mIoU +([0-9.]+).*", "$1");
        assertEquals(Double.parseDouble(mean) * 100, Double.parseDouble(told), 0.051, told);
        assertBothWorked(outcome.err(), "equal");
    }

    /** Each of the two executors wrote that its framework is up. */
    private static void assertBothWorked(String log, String out) throws IOException {
        long started = 0;
        try (Stream<Path> files = Files.walk(folder.resolve("cluster"))) {
            for (Path file : files.filter(f -> f.endsWith("stderr")).toList()) {
                String text = Files.readString(file);
                if (text.contains("framework up")) {
                    assertEquals(
                            text.indexOf("framework up"),
                            text.lastIndexOf("framework up"),
                            "one framework an executor");
                    started++;
                }
            }
        }
        assertEquals(2, started, log);
    }

    @Test
    @Order(2)
    void whatIsWrittenIsNotDoneAgainAndWhatIsNewIs() throws Exception {
        Map<Path, FileTime> before = new TreeMap<>();
        for (Path part : parts("equal")) {
            before.put(part, Files.getLastModifiedTime(part));
        }
        Path more = folder.resolve("images/more.png");
        Files.copy(folder.resolve("images/00000.png"), more);
        try {
            var outcome = product.run("again", byOne("equal", "--shard-images", "8", "--score"));
            assertTrue(outcome.out().contains("images  62, of which 1"), outcome.toString());
        } finally {
            Files.delete(more);
        }
        for (Map.Entry<Path, FileTime> part : before.entrySet()) {
            assertEquals(part.getValue(), Files.getLastModifiedTime(part.getKey()));
        }
        assertEquals(before.size() + 1, parts("equal").size());
        assertArrayEquals(MASKS.get("00000"), rows("equal").get("more").mask());
    }

    @Test
    @Order(4)
    void withoutTheNativeEngineHostAndCauseAreTold() throws Exception {
        Path home = folder.resolve("without");
        Files.createDirectories(home.resolve("bundles"));
        Files.createSymbolicLink(home.resolve("lib"), Product.HOME.toAbsolutePath().resolve("lib"));
        try (Stream<Path> jars = Files.list(Product.HOME.resolve("bundles"))) {
            for (Path jar : jars.toList()) {
                String name = jar.getFileName().toString();
                if (!name.contains("djl.native")) {
                    Files.createSymbolicLink(
                            home.resolve("bundles").resolve(name), jar.toAbsolutePath());
                }
            }
        }
        var outcome = product.run("native", byOne("native", "--home", home.toString()));
        assertEquals(3, outcome.code(), outcome.toString());
        assertTold(outcome.err(), "MXNet: the engine does not start");
        assertEquals(Map.of(), rows("native"), "no row claims what no image is to blame for");
    }

    @Test
    @Order(5)
    void aPipelineThatWaitsThereIsTold() throws Exception {
        Path config = Files.createDirectories(folder.resolve("waiting"));
        Files.writeString(
                config.resolve("org.espalier.pipeline~small.json"),
                PIPELINE.replace("(method=dense-crf)", "(method=nobody-has-it)"));
        var outcome = product.run("waits", byOne("waits", "--config", config.toString()));
        assertEquals(3, outcome.code(), outcome.toString());
        assertTold(outcome.err(), "pipeline small: it is waiting");
        assertTold(outcome.err(), "(method=nobody-has-it)");
    }

    private static void assertTold(String err, String cause) {
        String last = err.strip();
        last = last.substring(last.lastIndexOf("host "));
        assertTrue(last.startsWith("host 127.0.0.1, executor "), err);
        assertTrue(last.contains(cause), err);
    }

    /** Last, since a worker is gone after it. */
    @Test
    @Order(6)
    void aWorkerIsKilledAndNothingIsLostOrThereTwice() throws Exception {
        Process job = product.job("killed", job("killed", "--shard-images", "2"));
        while (job.isAlive() && parts("killed").size() < 3) {
            Thread.sleep(20);
        }
        assertTrue(job.isAlive(), "the kill comes in the middle");
        LocalCluster.kill(first);
        var outcome = product.outcome("killed", job);
        assertEquals(1, outcome.code(), outcome.toString());
        assertTrue(outcome.out().contains("images  61, of which 1 failed"), outcome.toString());
        assertSameMasks(rows("killed"));
    }
}
