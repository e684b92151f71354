package org.espalier.dataset.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Tags;
import org.espalier.api.files.TextLines;

/**
 * The classes of a folder: those of {@code classes.txt}, else all tags in alphabetical order. The
 * background, where there is one, comes first.
 */
record FolderClasses(ClassSet set) {
    private static final String FILE = "classes.txt";
    private static final String BACKGROUND = "background";

    /**
     * Reads the classes.
     *
     * @param background whether there is one
     * @throws BadInputException when the list cannot be used, or there are too many or no classes
     */
    static FolderClasses read(Path root, List<Photograph> photographs, boolean background)
            throws IOException {
        Path file = root.resolve(FILE);
        boolean listed = Files.isRegularFile(file);
        Set<String> names = new LinkedHashSet<>();
        if (background) {
            names.add(BACKGROUND);
        }
        int first = names.size();
        if (listed) {
            names.addAll(lines(file, background));
        } else {
            Set<String> tags = new TreeSet<>();
            photographs.forEach(photograph -> tags.addAll(photograph.tags()));
            names.addAll(tags);
        }
        boolean tooFew = names.size() == first && (listed || !background);
        if (names.size() > ClassSet.VOID || tooFew) {
            throw new BadInputException(
                    (listed ? file : root).toString(),
                    "it names %d classes%s"
                            .formatted(
                                    names.size() - first,
                                    background ? " beside the background" : ""),
                    "1 to %d are possible".formatted(ClassSet.VOID - first));
        }
        List<String> all = List.copyOf(names);
        return new FolderClasses(
                background ? ClassSet.withBackground(all) : ClassSet.withoutBackground(all));
    }

    private static List<String> lines(Path file, boolean background) throws IOException {
        List<String> names = new ArrayList<>();
        List<String> lines = TextLines.read(file);
        for (int i = 0; i < lines.size(); i++) {
            String name = lines.get(i).strip();
            if (name.equals(BACKGROUND) && !background) {
                throw new BadInputException(
                        file + " line " + (i + 1),
                        "the background is named, and the option 'background' is false",
                        "take the line out, or set the option to true");
            }
            boolean misplaced = name.equals(BACKGROUND) && !names.isEmpty();
            if (misplaced || !name.isEmpty() && names.contains(name)) {
                throw new BadInputException(
                        file + " line " + (i + 1),
                        "'%s' stands %s".formatted(name, misplaced ? "too late" : "twice"),
                        "name each class once, background first or not at all");
            }
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    /** The tags of a photograph. */
    Tags tags(Photograph photograph) throws BadInputException {
        int[] ids = new int[photograph.tags().size()];
        for (int i = 0; i < ids.length; i++) {
            String tag = photograph.tags().get(i);
            ids[i] = set.id(tag).orElse(-1);
            if (!set.isTag(ids[i])) {
                throw new BadInputException(
                        photograph.place(),
                        "'%s' of %s is no tag".formatted(tag, photograph.name()),
                        "tags are "
                                + String.join(
                                        ", ",
                                        set.names()
                                                .subList(
                                                        set.background().isPresent() ? 1 : 0,
                                                        set.size())));
            }
        }
        return Tags.of(ids);
    }
}
