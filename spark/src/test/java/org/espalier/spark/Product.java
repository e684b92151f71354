package org.espalier.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is tested: the distribution, and the job beside it, each called as a process. */
final class Product {
    static final Path HOME = Path.of(System.getProperty("espalier.dist", "../dist/espalier"));
    static final Path SPARK =
            Path.of(System.getProperty("espalier.spark", "../dist/espalier-spark"));
    private static final long PATIENCE_SECONDS = 3600;

    private final Path folder;

    /**
     * @param folder in which processes run
     */
    Product(Path folder) {
        this.folder = folder;
    }

    /** What came of a process. */
    record Outcome(int code, String out, String err) {
        @Override
        public String toString() {
            return "exit code " + code + "\n" + out + err;
        }
    }

    /**
     * Java with Spark on its class path, and what Spark asks of it.
     *
     * @param ours jars that come first
     */
    static List<String> java(String memory, Path... ours) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(memory, "-Djava.awt.headless=true"));
        command.addAll(Arrays.asList(System.getProperty("espalier.spark.opens").split(" ")));
        command.add("-cp");
        command.add(
                Stream.concat(Stream.of(ours), Stream.of(SPARK.resolve("jars/*")))
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        return command;
    }

    /** A command of the product, with one thread of the engine. */
    Outcome espalier(String... arguments) throws Exception {
        return espalier(List.of(), arguments);
    }

    /**
     * The same.
     *
     * @param prefix what stands before the command
     */
    Outcome espalier(List<String> prefix, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(prefix);
        command.add(HOME.resolve("espalier").toString());
        command.addAll(List.of("--config", "config"));
        command.addAll(List.of(arguments));
        return finish(start("espalier", command));
    }

    /** What a job is told that applies the small run to the images; more options come after. */
    String[] arguments(LocalCluster cluster, String out, String... more) {
        Stream<String> all =
                Stream.of(
                        "--run",
                        "runs/small/1",
                        "--master",
                        cluster.url(),
                        "--images",
                        folder.resolve("images").toString(),
                        "--out",
                        folder.resolve(out).toString());
        return Stream.concat(all, Stream.of(more)).toArray(String[]::new);
    }

    /** The driver of a job. */
    Process job(String name, String... arguments) throws IOException {
        List<String> command =
                java(
                        "-Xmx512m",
                        SPARK.resolve("espalier-spark.jar"),
                        HOME.resolve("lib/launcher.jar"),
                        HOME.resolve("lib/framework.jar"));
        command.add(Main.class.getName());
        command.addAll(List.of("--home", HOME.toString(), "--config", "config"));
        command.addAll(List.of(arguments));
        return start(name, command);
    }

    Outcome run(String name, String... arguments) throws Exception {
        return outcome(name, job(name, arguments));
    }

    private Outcome finish(Process process) throws Exception {
        return outcome("espalier", process);
    }

    Outcome outcome(String name, Process process) throws Exception {
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        return new Outcome(
                ended ? process.exitValue() : -1, read(name + ".out"), read(name + ".err"));
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private Process start(String name, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(folder.resolve(name + ".out").toFile())
                        .redirectError(folder.resolve(name + ".err").toFile());
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        builder.environment().put("MXNET_ENGINE_TYPE", "NaiveEngine");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("ESPALIER_CACHE", folder.resolve("cache").toString());
        builder.environment().remove("DJL_CACHE_DIR");
        return builder.start();
    }
}
