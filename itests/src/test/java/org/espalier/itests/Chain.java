package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.espalier.itests.StartScript.Outcome;

/** One command that is started, killed, and started again, until it comes to its end. */
final class Chain implements AutoCloseable {
    private static final int KILLED = 128 + 9;
    private static final int PATIENCE_SECONDS = 120;

    private final StartScript script;
    private final String[] command;
    private final List<String> kills = new ArrayList<>();
    private Path run;
    private Map<Path, String> finished = Map.of();
    private Process process;

    /**
     * @param run the folder of the run that the command begins
     */
    Chain(StartScript script, Path run, String... command) {
        this.script = script;
        this.run = run;
        this.command = command;
    }

    /** Where and when it was killed. */
    List<String> kills() {
        return kills;
    }

    /**
     * Kills it at a moment.
     *
     * @param millis after it
     * @return whether it was killed in the middle, which a busy machine may make too late
     */
    boolean killAt(Moment moment, long millis) throws Exception {
        begin();
        while (!moment.isUnderWay(run)) {
            if (moment.isOver(run) || !process.isAlive()) {
                return false;
            }
            Thread.sleep(1);
        }
        Thread.sleep(millis);
        Path killed = run;
        return kill(moment.name()) && !moment.isOver(killed);
    }

    private void begin() throws IOException, InterruptedException {
        if (process == null) {
            process = script.start(command);
            while (process.isAlive() && !isJava()) {
                Thread.sleep(1);
            }
        }
    }

    /** The script hands its process over: what is killed is no shell. */
    private boolean isJava() {
        return process.info().command().orElse("").endsWith("/java");
    }

    /** False when it came to its end of itself just before. */
    private boolean kill(String when) throws Exception {
        process.destroyForcibly();
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        if (process.exitValue() != KILLED) {
            return false;
        }
        process = null;
        kills.add(when);
        assertGoesOn();
        if (Files.exists(run)) {
            RunFiles.assertKept(finished);
            finished = RunFiles.finished(run);
        }
        if (isFinished()) {
            // between the table and the end of the process: the next run takes everything over
            int number = Integer.parseInt(run.getFileName().toString());
            run = run.resolveSibling(Integer.toString(number + 1));
        }
        return true;
    }

    /** No training has found its checkpoint damaged, or taken it for that of another. */
    private void assertGoesOn() throws IOException {
        String err = script.err();
        assertFalse(kills + ": " + err, err.contains("starts anew"));
    }

    private boolean isFinished() {
        return Files.exists(run.resolve("result.json"));
    }

    /** Lets it come to its end, in the folder that it began in. */
    void end(int exitCode) throws Exception {
        begin();
        Outcome outcome = script.outcome(process);
        process = null;
        assertGoesOn();
        assertEquals(kills + ": " + outcome.err(), exitCode, outcome.code());
        assertTrue(kills + ": it went on in its folder", isFinished());
        RunFiles.assertKept(finished);
    }

    /** Leaves no process behind, whatever went wrong. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** The folder of the run that came to its end. */
    Path run() {
        return run;
    }
}
