package org.espalier.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Failure;

/** The images that a stage could not use, kept beside its output so that they are told again. */
public final class FailureFile {
    private final Path file;

    /**
     * @param folder of one stage on one split
     */
    public FailureFile(Path folder) {
        file = folder.resolve("failures.json");
    }

    /** What was kept; nothing when nothing failed. */
    public List<Failure> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        String right = "delete the file's folder";
        List<Failure> failures = List.of(Json.read(file, Failure[].class, right));
        if (failures.stream().anyMatch(f -> f.id() == null || f.reason() == null)) {
            throw new BadInputException(file.toString(), "has a failure without a reason", right);
        }
        return failures;
    }

    /** Forgets what was kept. */
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Keeps them. */
    public void write(List<Failure> failures) throws IOException {
        if (!failures.isEmpty()) {
            Json.write(file, failures);
        }
    }
}
