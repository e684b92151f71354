package org.espalier.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.Failure;
import org.espalier.api.files.AtomicFile;
import org.espalier.api.pipeline.RunResult;

/** One run on disk. */
public final class RunFolder implements AutoCloseable {
    /** What a finished run is known by. */
    public static final String RESULT = "result.json";

    private static final String MANIFEST = "manifest.json";
    static final String EVALUATIONS = "evaluations.json";
    private static final String FAILURES = "failures.json";

    private final Path folder;
    private final RunLock lock;

    /**
     * @param folder {@code …/<pipeline>/<number>}
     */
    public RunFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        this.lock = new RunLock(this.folder);
    }

    /** Where it lies. */
    public Path path() {
        return folder;
    }

    /** Its number among the runs of its pipeline. */
    public int number() {
        return Integer.parseInt(folder.getFileName().toString());
    }

    /** Whether the run came to its end. */
    public boolean isFinished() {
        return Files.exists(folder.resolve(RESULT));
    }

    /** How far it is. */
    public RunState state() throws IOException {
        if (isFinished()) {
            return RunState.FINISHED;
        }
        if (lock.isTaken()) {
            return RunState.RUNNING;
        }
        // it may have come to its end between the two looks
        return isFinished() ? RunState.FINISHED : RunState.INTERRUPTED;
    }

    /** When its manifest was written; a folder without one is as old as itself. */
    public Instant began() throws IOException {
        Path manifest = folder.resolve(MANIFEST);
        return Files.getLastModifiedTime(Files.exists(manifest) ? manifest : folder).toInstant();
    }

    /**
     * Where the masks of a stage are, {@code ID.png}.
     *
     * @param tags {@code given} or {@code none}
     */
    public Path labels(String stage, String split, String tags) {
        return folder.resolve(stage).resolve(split + "-" + tags).resolve("labels");
    }

    /** Where its event files are. */
    public Path curves() {
        return folder.resolve("curves");
    }

    /** By which it is asked to stop. */
    public RunJournal.WishToStop wishToStop() {
        return new RunJournal.WishToStop(folder.resolve("cancel"));
    }

    /** Whether a run of this key goes on here: it was begun and not finished, or not even begun. */
    boolean awaits(String key) throws IOException {
        if (Files.exists(folder.resolve(MANIFEST))) {
            return !isFinished() && key.equals(key().orElse(""));
        }
        try (var files = Files.list(folder)) {
            return files.allMatch(p -> p.getFileName().toString().startsWith("."));
        }
    }

    /** The key it was begun with; absent when it has none that can be read. */
    public Optional<String> key() {
        try {
            return Optional.of(manifest().key());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * What the run was asked to do.
     *
     * @throws org.espalier.api.data.BadInputException when this is no run's folder
     */
    public Manifest manifest() throws IOException {
        return Json.read(
                folder.resolve(MANIFEST),
                Manifest.class,
                "give the folder of a run, such as runs/cam/1");
    }

    /** Notes what the run is asked to do, before it does anything. */
    public void begin(Manifest manifest) throws IOException {
        Json.write(folder.resolve(MANIFEST), manifest);
    }

    /** Writes the scores; the table comes last, since it is the sign of a finished run. */
    public void finish(RunResult result) throws IOException {
        Json.write(folder.resolve(FAILURES), result.failures());
        Json.write(folder.resolve(EVALUATIONS), ResultJson.evaluations(result));
        Json.write(folder.resolve(RESULT), ResultJson.of(result));
    }

    /** Writes the failures of a run that did not get to its end. */
    public void abandon(List<Failure> failures) throws IOException {
        Json.write(folder.resolve(FAILURES), failures);
    }

    /** Takes the folder for this process; false when somebody has it. */
    boolean lock() throws IOException {
        return lock.take();
    }

    /** Removes what a killed process was in the middle of writing. */
    void sweep() throws IOException {
        List<Path> partial;
        try (var files = Files.walk(folder)) {
            partial = files.filter(p -> p.toString().endsWith(AtomicFile.PARTIAL)).toList();
        }
        for (Path file : partial) {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Something that cannot be stopped may still write here: nobody gets the folder before this
     * process ends.
     */
    public void keepLocked() {
        lock.keep();
    }

    @Override
    public void close() throws IOException {
        lock.release();
    }
}
