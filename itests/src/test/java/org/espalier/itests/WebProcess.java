package org.espalier.itests;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The product as it serves the live page of a folder of runs. */
final class WebProcess implements AutoCloseable {
    private static final int INTERRUPTED = 128 + 2;

    private final StartScript script;
    private final Path folder;
    private final Process process;

    /**
     * @param folder the process' own
     * @param port 0 for any that is free
     */
    WebProcess(Path folder, Path runs, int port) throws IOException {
        this.folder = folder;
        script = new StartScript(folder);
        Files.deleteIfExists(folder.resolve("out.txt"));
        process = script.start("web", "--port", "" + port, "--runs", runs.toString());
    }

    /** What it says once it is there. */
    URI address() throws Exception {
        ProductTest.await(
                "web tells its address",
                () -> {
                    assertTrue(script.err(), process.isAlive());
                    return Files.readString(folder.resolve("out.txt")).endsWith("\n");
                });
        return URI.create(Files.readString(folder.resolve("out.txt")).strip());
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** As a person does it. */
    void interrupt() throws Exception {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertTrue("ends at once", process.waitFor(20, TimeUnit.SECONDS));
        assertTrue(script.err(), process.exitValue() == INTERRUPTED);
    }

    /** Leaves no process behind, whatever went wrong. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
