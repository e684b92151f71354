package org.espalier.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * How far a run is, as its folder tells.
 *
 * @param process the id of the process that wrote it
 * @param began when that process took up the run, in milliseconds since 1970
 * @param updated when this was written
 * @param tasks what is under way, outermost first
 */
public record RunProgress(long process, long began, long updated, List<Task> tasks) {
    private static final String FILE = "progress.json";

    /** Keeps the tasks as they are now. */
    public RunProgress {
        tasks = tasks == null ? List.of() : List.copyOf(tasks);
    }

    /**
     * A piece of work.
     *
     * @param label what is done, in a few words
     * @param done steps
     * @param total steps
     * @param seconds since it began
     */
    public record Task(String label, long done, long total, double seconds) {
        /** A label that is missing is empty. */
        public Task {
            label = label == null ? "" : label;
        }

        /** Steps a second; 0 while none is done. */
        public double rate() {
            return seconds > 0 ? done / seconds : 0;
        }

        /** Seconds left at this rate; NaN while none is done. */
        public double secondsLeft() {
            return rate() > 0 ? (total - done) / rate() : Double.NaN;
        }
    }

    /**
     * What was written last.
     *
     * @return absent where nothing was, or it is damaged
     */
    public static Optional<RunProgress> read(Path run) {
        try {
            Path file = run.resolve(FILE);
            return Optional.of(Json.read(file, RunProgress.class, "the run writes it anew"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Not forced to disk: it is written often, and nothing depends on it. */
    void write(Path run) throws IOException {
        Path partial = run.resolve("." + FILE + ".partial");
        Files.writeString(partial, Json.text(this) + "\n");
        Files.move(
                partial,
                run.resolve(FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    static void delete(Path run) throws IOException {
        Files.deleteIfExists(run.resolve(FILE));
    }
}
