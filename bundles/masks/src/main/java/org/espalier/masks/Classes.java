package org.espalier.masks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.masks.MaskSet;

/** The classes of masks: found in files, and asked of those who write. */
public final class Classes {
    public static final String BACKGROUND = "background";

    private Classes() {}

    /**
     * Classes as a file names them. One called {@code background} becomes id 0, the others follow
     * in their order.
     *
     * @param names each once
     * @param source the file, for the message
     * @param always whether there is a background even if it is not named
     */
    public static ClassSet named(Collection<String> names, String source, boolean always)
            throws BadInputException {
        List<String> ordered = new ArrayList<>(names);
        boolean background = ordered.remove(BACKGROUND) || always;
        if (background) {
            ordered.add(0, BACKGROUND);
        }
        try {
            return background
                    ? ClassSet.withBackground(ordered)
                    : ClassSet.withoutBackground(ordered);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    source,
                    "it names %d classes".formatted(names.size()),
                    "1 to 255 are possible, the background included",
                    e);
        }
    }

    /** The names that a format needs. */
    public static ClassSet of(MaskSet masks) throws BadInputException {
        return masks.classes()
                .orElseThrow(
                        () ->
                                new BadInputException(
                                        "the masks " + masks.name(),
                                        "their classes have no names",
                                        "this format needs names; png does not"));
    }

    /**
     * The classes of a mask that tools speak of: not void, not the background.
     *
     * @throws BadInputException when an id is no class's
     */
    public static int[] drawn(LabelMap labels, ClassSet classes, String id)
            throws BadInputException {
        int[] present = labels.present();
        if (present.length > 0 && present[present.length - 1] >= classes.size()) {
            throw new BadInputException(
                    "the mask of " + id,
                    "it holds the class ids " + Arrays.toString(present),
                    "ids are 0 to %d, and 255 for void".formatted(classes.size() - 1));
        }
        return Arrays.stream(present).filter(classes::isTag).toArray();
    }
}
