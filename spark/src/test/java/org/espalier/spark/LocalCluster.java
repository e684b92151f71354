package org.espalier.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A standalone cluster of Spark on the loopback interface: a master and workers, each a process of
 * its own, from the jars of Maven.
 */
final class LocalCluster implements AutoCloseable {
    private static final Pattern MASTER =
            Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final String LISTENING = "Successfully registered with master";
    private static final long PATIENCE_SECONDS = 120;

    private final Path folder;
    private final List<Process> workers = new ArrayList<>();
    private final Process master;
    private final String url;

    /**
     * @param folder where logs and work go
     */
    LocalCluster(Path folder) throws Exception {
        this.folder = Files.createDirectories(folder);
        master =
                start(
                        "master",
                        List.of(),
                        "org.apache.spark.deploy.master.Master",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "0",
                        "--webui-port",
                        "0");
        url = await("master", MASTER);
    }

    String url() {
        return url;
    }

    /**
     * Adds a worker of one core.
     *
     * @param prefix what stands before the command, such as what keeps it on one core
     */
    Process worker(String... prefix) throws Exception {
        String name = "worker-" + workers.size();
        Process worker =
                start(
                        name,
                        List.of(prefix),
                        "org.apache.spark.deploy.worker.Worker",
                        "--host",
                        "127.0.0.1",
                        "--webui-port",
                        "0",
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "--work-dir",
                        folder.resolve(name).toString(),
                        url);
        workers.add(worker);
        await(name, Pattern.compile("(" + LISTENING + ")"));
        return worker;
    }

    /** Ends a worker and its executors as a machine ends that loses its power. */
    static void kill(Process worker) {
        List<ProcessHandle> all = new ArrayList<>(worker.descendants().toList());
        all.add(worker.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    private Process start(String name, List<String> prefix, String... command) throws IOException {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(Product.java("-Xmx256m"));
        all.addAll(Arrays.asList(command));
        ProcessBuilder builder =
                new ProcessBuilder(all)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log(name).toFile());
        // an executor has the environment of its worker, and over it what the job asks for
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_HOME", Product.SPARK.toString());
        builder.environment().keySet().removeIf(key -> key.startsWith("OMP_"));
        return builder.start();
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private String await(String name, Pattern wanted) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            Matcher found = wanted.matcher(Files.readString(log(name)));
            if (found.find()) {
                return found.group(1);
            }
            Thread.sleep(100);
        }
        throw new IOException(name + " does not start:\n" + Files.readString(log(name)));
    }

    @Override
    public void close() {
        workers.forEach(LocalCluster::kill);
        kill(master);
    }
}
