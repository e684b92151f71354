package org.espalier.spark.executor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.espalier.launcher.EmbeddedFramework;
import org.espalier.launcher.Installation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an executor works with: one framework with one open run, for all tasks of the process. Spark
 * makes tasks and gives them nothing of the executor's, so that the one of the process is found by
 * its class; and native code could not be loaded a second time.
 */
final class Workplace {
    private static final Logger LOG = LoggerFactory.getLogger(Workplace.class);
    private static final String RUNS = "(espalier=runs)";
    private static final String THREADS = "OMP_NUM_THREADS";

    private static Workplace here;

    private final Order order;
    private final EmbeddedFramework framework;
    private final Supplier<UnaryOperator<Map<String, Object>>> run;

    private Workplace(Order order) throws IOException {
        this.order = order;
        checkThreads();
        Path run = Path.of(SparkFiles.get(order.run()));
        new RunFiles(run).check(order.digests());
        long began = System.nanoTime();
        framework = EmbeddedFramework.embed(installation(Path.of(SparkFiles.get(order.home()))));
        long started = System.nanoTime();
        try {
            this.run = open(run);
        } catch (IOException | RuntimeException | LinkageError e) {
            framework.close();
            throw e;
        }
        LOG.warn(
                "{}: framework up after {} ms, engine and run after {} ms more",
                place(),
                (started - began) / 1_000_000,
                (System.nanoTime() - started) / 1_000_000);
    }

    @SuppressWarnings("unchecked") // a generic type cannot be asked of the service registry
    private Supplier<UnaryOperator<Map<String, Object>>> open(Path folder) throws IOException {
        BiFunction<String, Path, Supplier<UnaryOperator<Map<String, Object>>>> runs =
                framework
                        .service(BiFunction.class, RUNS)
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "the bundle org.espalier.remote is not active;"
                                                        + " send a whole distribution"));
        return runs.apply(order.pipeline(), folder);
    }

    private void checkThreads() throws IOException {
        String threads = System.getenv(THREADS);
        if (!Integer.toString(order.engineThreads()).equals(threads)) {
            throw new IOException(
                    "%s is %s, but the job counts on %d; set spark.executorEnv.%s, or in local mode the variable"
                            .formatted(THREADS, threads, order.engineThreads(), THREADS));
        }
    }

    private static Installation installation(Path home) throws IOException {
        String cache = System.getenv("ESPALIER_CACHE");
        return new Installation(
                home,
                home.resolve("config"),
                Files.createDirectories(home.resolve("deploy")),
                cache == null || cache.isBlank()
                        ? Path.of(SparkFiles.getRootDirectory(), "espalier-cache")
                        : Path.of(cache));
    }

    /**
     * The one of this process; begins with the first task.
     *
     * @throws WorkplaceException when it cannot; the next task tries anew
     */
    static synchronized Workplace of(Order order) throws WorkplaceException {
        if (here != null && !here.order.equals(order)) {
            throw new WorkplaceException(
                    place(),
                    new IllegalStateException(
                            "has another run open; one Spark application, one run"));
        }
        if (here == null) {
            try {
                here = new Workplace(order);
            } catch (IOException | RuntimeException | LinkageError e) {
                LOG.warn("{} cannot begin", place(), e);
                throw new WorkplaceException(place(), e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(here::close, "espalier-end"));
        }
        return here;
    }

    /** Where this is: host and executor. */
    static String place() {
        SparkEnv env = SparkEnv.get();
        return env == null
                ? "this process"
                : "host %s, executor %s"
                        .formatted(env.blockManager().blockManagerId().host(), env.executorId());
    }

    /** What labels images, for one thread; an {@link AutoCloseable}. */
    UnaryOperator<Map<String, Object>> hand() {
        return run.get();
    }

    private void close() {
        try {
            framework.close();
        } catch (IOException e) {
            LOG.warn("the framework does not end: {}", e.getMessage());
        }
    }
}
