package org.espalier.runs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder that holds all runs: {@code <root>/<pipeline>/<number>/}. */
public final class RunStore {
    private final Path root;

    /**
     * @param root need not exist yet
     */
    public RunStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /**
     * The folder to run in: the newest of the pipeline if it was begun with the same key and did
     * not finish, or if whoever made it died before anything was begun; otherwise a new one. It is
     * locked until it is closed.
     *
     * @param key of everything that the run depends on
     */
    public RunFolder open(String pipeline, String key) throws IOException {
        List<RunFolder> earlier = runs(pipeline);
        if (!earlier.isEmpty()) {
            RunFolder last = earlier.get(earlier.size() - 1);
            if (last.awaits(key) && last.lock()) {
                if (last.awaits(key)) {
                    return last;
                }
                last.close(); // another process came to its end just now
            }
        }
        int number = earlier.isEmpty() ? 1 : earlier.get(earlier.size() - 1).number() + 1;
        Files.createDirectories(root.resolve(pipeline));
        while (true) {
            Path folder = root.resolve(pipeline).resolve(Integer.toString(number));
            try {
                Files.createDirectory(folder);
            } catch (FileAlreadyExistsException e) {
                number++;
                continue;
            }
            RunFolder run = new RunFolder(folder);
            if (run.lock()) {
                return run;
            }
            number++;
        }
    }

    /** The runs of a pipeline, oldest first. */
    public List<RunFolder> runs(String pipeline) throws IOException {
        Path folder = root.resolve(pipeline);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(p -> p.getFileName().toString().matches("[1-9][0-9]{0,8}"))
                    .filter(Files::isDirectory)
                    .map(RunFolder::new)
                    .sorted(Comparator.comparingInt(RunFolder::number))
                    .toList();
        }
    }

    /** The runs of all pipelines, newest last within each. */
    public List<RunFolder> all() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<String> pipelines;
        try (Stream<Path> entries = Files.list(root)) {
            pipelines =
                    entries.filter(Files::isDirectory)
                            .map(p -> p.getFileName().toString())
                            .sorted()
                            .toList();
        }
        List<RunFolder> all = new ArrayList<>();
        for (String pipeline : pipelines) {
            all.addAll(runs(pipeline));
        }
        return all;
    }

    /**
     * A finished folder of the same key in any run, whose content can be taken over.
     *
     * @param relative where in a run such a folder lies: {@code localizer/model}
     */
    Optional<MarkedFolder> finished(String relative, String key) throws IOException {
        for (RunFolder run : all()) {
            MarkedFolder candidate = new MarkedFolder(run.path().resolve(relative));
            if (candidate.isFinished(key)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /**
     * A folder of a run, with what an earlier run of the same key left.
     *
     * @param run the run it belongs to
     * @param relative its place in the run
     * @param key of everything its content depends on
     */
    public MarkedFolder folder(RunFolder run, String relative, String key) throws IOException {
        MarkedFolder folder = new MarkedFolder(run.path().resolve(relative));
        if (!folder.isFinished(key)) {
            Optional<MarkedFolder> earlier = finished(relative, key);
            if (earlier.isPresent()) {
                folder.takeOver(earlier.get(), key);
            }
        }
        Files.createDirectories(folder.path());
        return folder;
    }
}
