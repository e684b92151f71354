package org.espalier.dataset.driving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Failure;
import org.espalier.api.files.RootFolder;
import org.espalier.api.files.TextLines;

/**
 * CamVid as SegNet lays it out: photographs in {@code train}, {@code val} and {@code test}, masks
 * of the same names in {@code trainannot} and so on.
 *
 * @param folder the one that holds {@code train}
 * @param classes in the order of the ids; the id after the last is void
 */
record CamVidLayout(Path folder, ClassSet classes) implements Layout {
    private static final String MASKS = "annot";

    /** The folder of this layout: the one named, or {@code CamVid} in it. */
    static Optional<Path> below(Path root) {
        for (Path folder : List.of(root, root.resolve("CamVid"))) {
            if (USUAL_SPLITS.stream().anyMatch(split -> hasMasks(folder, split))) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    private static boolean hasMasks(Path folder, String split) {
        return Files.isDirectory(folder.resolve(split))
                && Files.isDirectory(folder.resolve(split + MASKS));
    }

    /** {@code train}, {@code val}, {@code test}, and every other folder with one for its masks. */
    @Override
    public List<String> splits() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path path : Layout.sorted(folder)) {
            String name = path.getFileName().toString();
            if (hasMasks(folder, name) || USUAL_SPLITS.contains(name) && Files.isDirectory(path)) {
                names.add(name);
            }
        }
        return Layout.inOrder(names);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Where there is a list such as {@code train.txt}, its photographs in its order; else all in
     * the folder. Lists name a photograph first and then its mask, by paths of the machine they
     * were made on: only the name of the photograph counts.
     */
    @Override
    public Found find(String split) throws IOException {
        Found found = new Found(new ArrayList<>(), new ArrayList<>());
        Map<String, Path> there = new LinkedHashMap<>();
        Path list = folder.resolve(split + ".txt");
        boolean listed = Files.isRegularFile(list);
        for (Path file : Layout.sorted(folder.resolve(split))) {
            String place = split + "/" + file.getFileName();
            String id = Layout.stem(file.getFileName().toString());
            if (!Layout.isPhotograph(file)) {
                continue;
            }
            Path other = there.putIfAbsent(id, file);
            if (other != null) {
                reject(
                        found,
                        place,
                        "it is named as " + other.getFileName(),
                        "name each image once");
            } else if (!listed) {
                add(found, split, id, file, place);
            }
        }
        if (listed) {
            choose(found, split, list, there);
        }
        return found;
    }

    private void choose(Found found, String split, Path list, Map<String, Path> there)
            throws IOException {
        Map<String, String> places = new LinkedHashMap<>();
        List<String> lines = TextLines.read(list);
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i).strip();
            if (text.isEmpty()) {
                continue;
            }
            String place = list.getFileName() + " line " + (i + 1);
            String path = text.split("\\s+")[0];
            String name =
                    path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
            Path file = there.getOrDefault(Layout.stem(name), there.get(name));
            if (file == null) {
                reject(
                        found,
                        place,
                        "there is no photograph '" + name + "' in " + folder.resolve(split),
                        "put it there, or take the line out");
                continue;
            }
            String id = Layout.stem(file.getFileName().toString());
            String earlier = places.putIfAbsent(id, place);
            if (earlier == null) {
                add(found, split, id, file, place);
            } else {
                reject(
                        found,
                        place,
                        "'" + id + "' stands twice, first on " + earlier,
                        "name it once");
            }
        }
    }

    private void add(Found found, String split, String id, Path file, String place) {
        try {
            found.scenes()
                    .add(
                            new Scene(
                                    id,
                                    place,
                                    inside(split, file.getFileName().toString(), place),
                                    inside(split + MASKS, id + ".png", place)));
        } catch (BadInputException e) {
            found.rejected().add(new Failure("dataset", place, e.getMessage()));
        }
    }

    private Path inside(String kind, String name, String place) throws BadInputException {
        return new RootFolder(folder.resolve(kind)).resolve(name, place);
    }

    private static void reject(Found found, String place, String wrong, String right) {
        String reason = new BadInputException(place, wrong, right).getMessage();
        found.rejected().add(new Failure("dataset", place, reason));
    }

    @Override
    public MaskIds ids(Path mask) {
        return MaskIds.ofClasses(classes.size(), 1);
    }
}
