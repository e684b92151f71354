package org.espalier.dataset.folder;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Failure;
import org.espalier.api.dataset.LabelsCsv;
import org.espalier.api.files.RootFolder;

/**
 * Finds the photographs of a folder and their tags: by a label file, else by subfolders; in the
 * folder itself, or in its subfolders {@code train} and {@code val}.
 *
 * @param photographs in a fixed order
 * @param rejected lines that name none
 */
record FolderLayout(List<Photograph> photographs, List<Failure> rejected) {
    static final String MASKS = "masks";
    static final String TRAIN = "train";
    static final String VALIDATION = "val";

    private static final String LABELS = "labels.csv";
    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "gif", "bmp");

    private FolderLayout() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    /**
     * Reads the folder.
     *
     * @throws BadInputException when it is not of this layout
     */
    static FolderLayout read(Path root) throws IOException {
        FolderLayout layout = new FolderLayout();
        boolean found = false;
        for (String split : List.of(TRAIN, VALIDATION)) {
            found |= layout.list(root, split + ".csv", Optional.of(split));
        }
        found |= layout.list(root, LABELS, Optional.empty());
        if (!found) {
            for (String split : List.of(TRAIN, VALIDATION)) {
                Path part = root.resolve(split);
                if (isLabelled(part)) {
                    found = true;
                    layout.part(part, Optional.of(split));
                }
            }
        }
        if (!found && isLabelled(root)) {
            found = true;
            layout.part(root, Optional.empty());
        }
        if (!found) {
            throw new BadInputException(
                    root.toString(),
                    "it holds neither " + LABELS + " nor subfolders with photographs",
                    "put one subfolder a class there, or a file of lines file,tag;tag");
        }
        return layout;
    }

    /**
     * Whether there is a label file, or a subfolder with photographs. Photographs right in {@code
     * train} and {@code val} are of some other layout: those names would hardly be two classes.
     */
    static boolean isLabelled(Path folder) throws IOException {
        if (Files.isRegularFile(folder.resolve(LABELS))) {
            return true;
        }
        if (!Files.isDirectory(folder)) {
            return false;
        }
        boolean found = false;
        for (Path subfolder : subfolders(folder)) {
            found |= holdsPhotographs(subfolder);
        }
        return found
                && !(holdsPhotographs(folder.resolve(TRAIN))
                        && holdsPhotographs(folder.resolve(VALIDATION)));
    }

    private static boolean holdsPhotographs(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    if (isPhotograph(file)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether a folder is of this layout. */
    static boolean recognises(Path root) throws IOException {
        return Files.isDirectory(root)
                && (isLabelled(root)
                        || isLabelled(root.resolve(TRAIN))
                        || Files.isRegularFile(root.resolve(TRAIN + ".csv")));
    }

    private void part(Path folder, Optional<String> split) throws IOException {
        if (!list(folder, LABELS, split)) {
            for (Path subfolder : subfolders(folder)) {
                for (Path file : sorted(subfolder)) {
                    if (isPhotograph(file)) {
                        add(folder, subfolder, file, split);
                    }
                }
            }
        }
    }

    private void add(Path folder, Path subfolder, Path file, Optional<String> split) {
        String tag = subfolder.getFileName().toString();
        String name = tag + "/" + file.getFileName();
        String place = "folder " + split.map(part -> part + "/").orElse("") + tag;
        try {
            Path inside = new RootFolder(folder).resolve(name, place);
            photographs.add(new Photograph(place, folder, name, inside, List.of(tag), split));
        } catch (BadInputException e) {
            rejected.add(new Failure("dataset", name, e.getMessage()));
        }
    }

    /** Adds what a label file names; false when there is no such file. */
    private boolean list(Path folder, String name, Optional<String> split) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        boolean ofPart = name.equals(LABELS) && split.isPresent();
        LabelsCsv list = LabelsCsv.read(file, ofPart ? split.get() + "/" + name : name);
        rejected.addAll(list.rejected());
        RootFolder root = new RootFolder(folder);
        for (LabelsCsv.Row row : list.rows()) {
            try {
                Path photograph = root.resolve(row.name().replace('\\', '/'), row.place());
                if (!Files.isRegularFile(photograph)) {
                    throw new BadInputException(
                            row.place(),
                            "there is no file " + photograph,
                            "name a photograph relative to " + root.path());
                }
                String relative = root.path().relativize(photograph).toString().replace('\\', '/');
                photographs.add(
                        new Photograph(
                                row.place(),
                                root.path(),
                                relative,
                                photograph,
                                row.tags(),
                                split.or(row::split)));
            } catch (BadInputException e) {
                rejected.add(new Failure("dataset", row.place(), e.getMessage()));
            }
        }
        return true;
    }

    private static List<Path> subfolders(Path folder) throws IOException {
        List<Path> found = sorted(folder);
        found.removeIf(
                path ->
                        !Files.isDirectory(path)
                                || path.getFileName().toString().startsWith(".")
                                || path.getFileName().toString().equals(MASKS));
        return found;
    }

    private static List<Path> sorted(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
            paths.forEach(found::add);
        }
        Collections.sort(found);
        return found;
    }

    private static boolean isPhotograph(Path file) {
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.contains(ending) && Files.isRegularFile(file);
    }
}
