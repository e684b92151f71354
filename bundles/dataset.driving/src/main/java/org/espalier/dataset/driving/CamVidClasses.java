package org.espalier.dataset.driving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.files.TextLines;

/** The eleven classes of CamVid in the order of SegNet's ids, or those of a {@code classes.txt}. */
final class CamVidClasses {
    private static final ClassSet ELEVEN =
            ClassSet.withoutBackground(
                    List.of(
                            ("Sky Building Pole Road Pavement Tree SignSymbol Fence Car Pedestrian"
                                            + " Bicyclist")
                                    .split(" ")));

    /** Names that a list may end with, for what is no class. */
    private static final Set<String> UNLABELLED = Set.of("unlabelled", "unlabeled", "void");

    private CamVidClasses() {}

    /**
     * The classes of a data set.
     *
     * @param file one name a line in the order of ids; may not exist
     * @throws BadInputException when it is no such list
     */
    static ClassSet of(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return ELEVEN;
        }
        List<String> names = new ArrayList<>();
        for (String line : TextLines.read(file)) {
            if (!line.isBlank()) {
                names.add(line.strip());
            }
        }
        int last = names.size() - 1;
        if (last >= 0 && UNLABELLED.contains(names.get(last).toLowerCase(Locale.ROOT))) {
            names.remove(last);
        }
        if (names.size() == ClassSet.VOID) {
            // the id after the last class is void too, and there is none left
            throw new BadInputException(
                    file.toString(), "it names 255 classes", "1 to 254 are possible");
        }
        try {
            return ClassSet.withoutBackground(names);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    file.toString(), e.getMessage(), "name each class once, one a line", e);
        }
    }
}
