package org.espalier.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunNames;
import org.espalier.runs.RunStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of a folder, and how far each is. Used by one thread at a time. */
final class RunList {
    private static final Logger LOG = LoggerFactory.getLogger(RunList.class);

    private final Path folder;
    private final Map<Path, Kept> finished = new HashMap<>();

    /**
     * A finished run does not change: its line is kept while its files are the same.
     *
     * @param files the state of its files
     */
    private record Kept(String files, RunLine line) {}

    /**
     * All of them.
     *
     * @param folder where they are
     * @param problem why the folder cannot be read, or null
     */
    record Snapshot(String folder, List<RunLine> runs, String problem) {}

    RunList(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** One that came or went while it was looked at is left out: the next look is soon. */
    Snapshot snapshot() {
        List<RunLine> lines = new ArrayList<>();
        try {
            for (RunFolder run : new RunStore(folder).all()) {
                try {
                    lines.add(line(run));
                } catch (IOException e) {
                    LOG.debug("{} cannot be read now", run.path(), e);
                }
            }
            return new Snapshot(folder.toString(), lines, null);
        } catch (IOException e) {
            return new Snapshot(folder.toString(), lines, e.toString());
        }
    }

    private RunLine line(RunFolder run) throws IOException {
        if (!run.isFinished()) {
            return RunLine.of(run);
        }
        String files =
                Files.getLastModifiedTime(run.path().resolve(RunFolder.RESULT))
                        + " "
                        + Files.exists(run.path().resolve(RunLine.REPORT));
        Kept kept = finished.get(run.path());
        if (kept == null || !kept.files().equals(files)) {
            kept = new Kept(files, RunLine.of(run));
            finished.put(run.path(), kept);
        }
        return kept.line();
    }

    /** The run of this name, if there is one: names are looked for, never made into paths. */
    Optional<RunFolder> find(String name) throws IOException {
        return new RunStore(folder)
                .all().stream().filter(run -> RunNames.of(run).equals(name)).findFirst();
    }
}
