package org.espalier.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.runs.RunFolder;
import org.espalier.runs.StageNames;

/** The folders {@code STAGE/SPLIT-TAGS/labels} of a run, in the order in which they are made. */
record StageFolders(List<Applied> all) {
    static final String PNG = ".png";

    private static final List<String> ORDER = StageNames.ofMasks();

    /**
     * A stage applied to a split.
     *
     * @param view the split and whether tags were given: {@code val-none}
     * @param labels the folder of its masks
     */
    record Applied(String stage, String view, Path labels) {
        String split() {
            return view.substring(0, view.lastIndexOf('-'));
        }

        /** {@code given} or {@code none}. */
        String tags() {
            return view.substring(view.lastIndexOf('-') + 1);
        }

        /** What is in it but for files that are being written. */
        List<Path> masks() throws IOException {
            try (Stream<Path> files = Files.list(labels)) {
                return files.filter(file -> isMask(file.getFileName().toString())).toList();
            }
        }

        private static boolean isMask(String file) {
            return file.endsWith(PNG) && !file.startsWith(".");
        }
    }

    static StageFolders of(RunFolder run) throws IOException {
        List<Applied> all = new ArrayList<>();
        for (Path stage : folders(run.path())) {
            for (Path view : folders(stage)) {
                String name = view.getFileName().toString();
                Path labels = view.resolve("labels");
                if (name.matches(".+-(given|none)") && Files.isDirectory(labels)) {
                    all.add(new Applied(stage.getFileName().toString(), name, labels));
                }
            }
        }
        all.sort(
                Comparator.comparingInt((Applied a) -> rank(a.stage()))
                        .thenComparing(Applied::stage)
                        .thenComparing(Applied::view));
        return new StageFolders(all);
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    private static int rank(String stage) {
        int rank = ORDER.indexOf(stage);
        return rank >= 0 ? rank : ORDER.size();
    }

    /** The stages, each once. */
    List<String> stages() {
        return all.stream().map(Applied::stage).distinct().toList();
    }

    /** The one of these names, if there is one: names are looked for, never made into paths. */
    Optional<Applied> find(String stage, String view) {
        return all.stream().filter(a -> a.stage().equals(stage) && a.view().equals(view)).findAny();
    }
}
