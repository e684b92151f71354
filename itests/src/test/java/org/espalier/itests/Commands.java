package org.espalier.itests;

import static org.junit.Assert.fail;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.felix.framework.Felix;
import org.espalier.itests.StartScript.Outcome;
import org.espalier.launcher.EmbeddedFramework;

/** Many commands in one process of the product, with as little memory as is asked for. */
final class Commands implements AutoCloseable {
    /** No exit code of the product: what no command may throw. */
    static final int DIED = -1;

    private static final int PATIENCE_SECONDS = 30;

    private final ExecutorService reader = Executors.newSingleThreadExecutor();
    private final Process process;
    private final DataOutputStream toProcess;
    private final DataInputStream fromProcess;

    /**
     * @param folder with {@code config/} and {@code deploy/}; commands are given there
     */
    Commands(Path folder, int heapMebibytes) throws IOException, URISyntaxException {
        String classPath =
                String.join(
                        File.pathSeparator,
                        place(CommandLoop.class),
                        place(EmbeddedFramework.class),
                        place(Felix.class));
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx" + heapMebibytes + "m",
                                "-XX:+UseSerialGC",
                                "-Djava.awt.headless=true",
                                "-Dorg.ops4j.pax.logging.DefaultServiceLog.level=WARN",
                                "-cp",
                                classPath,
                                CommandLoop.class.getName(),
                                Product.HOME.toString(),
                                folder + "/config",
                                folder + "/deploy",
                                Files.createDirectories(folder.resolve("cache")).toString())
                        .directory(folder.toFile())
                        .redirectError(folder.resolve("process.txt").toFile())
                        .start();
        toProcess = new DataOutputStream(process.getOutputStream());
        fromProcess = new DataInputStream(process.getInputStream());
    }

    private static String place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }

    /** Runs a command, and fails when it does not end within seconds. */
    Outcome run(String... arguments) throws IOException, InterruptedException {
        toProcess.writeInt(arguments.length);
        for (String argument : arguments) {
            toProcess.writeUTF(argument);
        }
        toProcess.flush();
        try {
            return reader.submit(() -> new Outcome(fromProcess.readInt(), text(), text()))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(List.of(arguments) + " ended the process", e);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            fail(List.of(arguments) + " does not end");
            throw new AssertionError(e);
        }
    }

    boolean isThere() {
        return process.isAlive();
    }

    private String text() throws IOException {
        return new String(fromProcess.readNBytes(fromProcess.readInt()), StandardCharsets.UTF_8);
    }

    /** Leaves no process behind, whatever went wrong. */
    @Override
    public void close() {
        process.destroyForcibly();
        reader.shutdownNow();
    }
}
