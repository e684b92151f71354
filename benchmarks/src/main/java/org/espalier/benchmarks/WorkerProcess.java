package org.espalier.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link Worker} as seen by who measures. */
final class WorkerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream commands;

    /**
     * Starts it and waits until it is ready.
     *
     * @param threads that it may compute with
     * @throws IOException when it cannot be made ready; says why
     */
    WorkerProcess(Entrant entrant, int threads) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1g", "-Djava.awt.headless=true", "-Dai.djl.offline=true"));
        // as the product's own start script
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
        command.add("-Despalier.root=" + System.getProperty("espalier.root", "."));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Worker.class.getName());
        command.add(entrant.type());
        command.addAll(entrant.setup().words());
        command.add("threads=" + threads);
        ProcessBuilder builder = new ProcessBuilder(command);
        for (String variable :
                List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")) {
            builder.environment().put(variable, Integer.toString(threads));
        }
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        builder.environment().put("OPT_OUT_TRACKING", "true");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        process = builder.start();
        answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        try {
            answer();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Has it done once; returns the seconds that it took. */
    double run() throws IOException {
        return Long.parseLong(ask("run")) / 1e9;
    }

    /** What came of the last run. */
    float[] result() throws IOException {
        Path file = Files.createTempFile("espalier-benchmark", ".f32");
        try {
            ask("result " + file);
            byte[] bytes = Files.readAllBytes(file);
            float[] result = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes).asFloatBuffer().get(result);
            return result;
        } finally {
            Files.delete(file);
        }
    }

    /** The most memory that was resident so far, in KiB. */
    long peakKib() throws IOException {
        return Long.parseLong(ask("peak"));
    }

    private String ask(String command) throws IOException {
        commands.println(command);
        return answer();
    }

    private String answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(Worker.ANSWER + "failed ")) {
                throw new IOException(line.substring((Worker.ANSWER + "failed ").length()));
            }
            if (line.startsWith(Worker.ANSWER)) {
                return line.substring(Worker.ANSWER.length());
            }
        }
        throw new IOException("the process ended before it answered");
    }

    @Override
    public void close() {
        commands.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
