package org.espalier.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Suggestion;

/** Finds runs by the names that people give them. */
public final class RunNames {
    private final Path root;

    /**
     * @param root the folder that holds the runs
     */
    public RunNames(Path root) {
        this.root = root;
    }

    /**
     * A finished run.
     *
     * @param name {@code cam}, the newest finished run of that pipeline; {@code cam/3}; or the path
     *     of a run's folder
     * @throws InvalidConfigurationException when there is none; tells what there is
     */
    public RunFolder finished(String name) throws IOException {
        RunStore store = new RunStore(root);
        List<RunFolder> finished = store.all().stream().filter(RunFolder::isFinished).toList();
        RunFolder newest = null;
        for (RunFolder run : finished) {
            if (of(run).equals(name)) {
                return run;
            }
            if (pipeline(run).equals(name)) {
                newest = run;
            }
        }
        if (newest != null) {
            return newest;
        }
        RunFolder byPath = new RunFolder(Path.of(name));
        if (byPath.isFinished()) {
            return byPath;
        }
        boolean begun = Files.isDirectory(byPath.path()) || Files.isDirectory(root.resolve(name));
        TreeSet<String> known = new TreeSet<>();
        for (RunFolder run : finished) {
            known.add(pipeline(run));
            known.add(of(run));
        }
        throw new InvalidConfigurationException(
                "run " + name,
                begun ? "it has not come to its end" : "there is no such finished run",
                Suggestion.of(name, known));
    }

    /**
     * A run, finished or not.
     *
     * @param name {@code cam}, the newest run of that pipeline; {@code cam/3}; or the path of a
     *     run's folder
     * @throws InvalidConfigurationException when there is none; tells what there is
     */
    public RunFolder begun(String name) throws IOException {
        TreeSet<String> known = new TreeSet<>();
        RunFolder newest = null;
        for (RunFolder run : new RunStore(root).all()) {
            if (of(run).equals(name)) {
                return run;
            }
            if (pipeline(run).equals(name)) {
                newest = run;
            }
            known.add(pipeline(run));
            known.add(of(run));
        }
        RunFolder byPath = new RunFolder(Path.of(name));
        if (newest == null && byPath.key().isPresent()) {
            return byPath;
        }
        if (newest == null) {
            throw new InvalidConfigurationException(
                    "run " + name, "there is no such run", Suggestion.of(name, known));
        }
        return newest;
    }

    /** What a run is called: {@code cam/3}. */
    public static String of(RunFolder run) {
        return pipeline(run) + "/" + run.path().getFileName();
    }

    private static String pipeline(RunFolder run) {
        return run.path().getParent().getFileName().toString();
    }
}
