package org.espalier.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A pipeline as it is configured, run by the product as a process on drawn scenes, from nothing: no
 * earlier run, no kept features. Start of the process, training, evaluation and report are in it.
 */
public final class WholePipeline implements Contender {
    private static final long POLL_MILLIS = 100;

    private final Setup setup;
    private final Path folder = Files.createTempDirectory("espalier-benchmark");
    private long peak;

    /** Runs nothing yet. */
    public WholePipeline(Setup setup) throws IOException {
        this.setup = setup;
        Product.weights();
    }

    @Override
    public float[] run() throws IOException {
        delete();
        Files.createDirectories(folder);
        Path root = Path.of(System.getProperty("espalier.root", ".")).toAbsolutePath();
        List<String> command = new ArrayList<>();
        command.add(root.resolve("espalier").toString());
        command.addAll(List.of("run", setup.text("pipeline"), "--dataset", "synthetic"));
        command.addAll(List.of("--out", folder.resolve("runs").toString()));
        for (String key : List.of("trainImages", "valImages", "width", "height")) {
            command.addAll(List.of("--set", "dataset." + key + "=" + setup.text(key)));
        }
        command.addAll(List.of("--set", "threads=" + setup.text("threads")));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("ESPALIER_JAVA_OPTS", "-Duser.home=" + folder);
        File log = folder.resolve("log").toFile();
        builder.redirectErrorStream(true).redirectOutput(log);
        Process process = builder.start();
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                watch(process);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
        if (process.exitValue() != 0) {
            List<String> lines = Files.readAllLines(log.toPath());
            throw new IOException(
                    "espalier run %s ended with exit code %d: %s"
                            .formatted(
                                    setup.text("pipeline"),
                                    process.exitValue(),
                                    lines.isEmpty() ? "" : lines.get(lines.size() - 1)));
        }
        return new float[0];
    }

    private void watch(Process process) {
        try {
            peak = Math.max(peak, ResidentMemory.peakKib(process.pid()));
        } catch (IOException e) {
            // it has just ended
            return;
        }
    }

    @Override
    public long peakKib() {
        return peak;
    }

    private void delete() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        delete();
    }
}
