package org.espalier.itests;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The start script, called in a folder that has {@code config/} and {@code deploy/}. */
final class StartScript {
    private static final int NO_PATIENCE_LEFT = 120;

    private final Path folder;
    private final Map<String, String> environment;

    StartScript(Path folder) throws IOException {
        this(folder, Map.of());
    }

    /**
     * @param environment what is set, and what is taken away where the value is empty
     */
    StartScript(Path folder, Map<String, String> environment) throws IOException {
        this.folder = folder;
        this.environment = environment;
        Files.createDirectories(folder.resolve("config"));
        Files.createDirectories(folder.resolve("deploy"));
    }

    /** What came of a call. */
    record Outcome(int code, String out, String err) {}

    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        // a build in the background of a shell ignores interrupts, and so would all that it starts
        command.addAll(List.of("env", "--default-signal=INT"));
        command.add(Product.HOME.resolve("espalier").toString());
        command.addAll(List.of("--config", folder + "/config", "--deploy", folder + "/deploy"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(folder.resolve("out.txt").toFile())
                        .redirectError(folder.resolve("err.txt").toFile());
        environment.forEach(builder.environment()::put);
        builder.environment().values().removeIf(String::isEmpty);
        return builder.start();
    }

    Outcome outcome(Process process) throws Exception {
        assertTrue("ends in time", process.waitFor(NO_PATIENCE_LEFT, TimeUnit.SECONDS));
        return new Outcome(process.exitValue(), Files.readString(folder.resolve("out.txt")), err());
    }

    /** What it has said so far beside its result. */
    String err() throws IOException {
        return Files.readString(folder.resolve("err.txt"));
    }

    Outcome run(String... arguments) throws Exception {
        return outcome(start(arguments));
    }
}
