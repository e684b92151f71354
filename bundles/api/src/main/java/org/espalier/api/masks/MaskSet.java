package org.espalier.api.masks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The masks of many images, each read when it is asked for and not kept.
 *
 * <p>An id is what the photograph is called, without its ending: {@code 2007_000032}. Where a tool
 * keeps photographs in folders it holds those too, set apart by {@code /}.
 */
@ConsumerType
public interface MaskSet {
    /** What the set is called, fit for a file name: the split, such as {@code train}. */
    String name();

    /** The classes; absent where masks are read from a format that has no names for them. */
    Optional<ClassSet> classes();

    /** The ids, each once, in the order in which they are written. */
    List<String> ids();

    /**
     * Reads one mask: a class id for every pixel of the photograph, {@link ClassSet#VOID} where
     * there is none.
     *
     * @param id one of {@link #ids()}, or any other
     * @throws org.espalier.api.data.BadInputException when there is no such mask, or what is there
     *     is none
     */
    LabelMap labels(String id) throws IOException;

    /**
     * How the other tool shall know, or knows, the photograph: a file name, a path with {@code /},
     * or an address. It is a name and no more: nobody opens it.
     *
     * @param id one of {@link #ids()}
     */
    default String photograph(String id) {
        return id + ".jpg";
    }

    /**
     * The photograph itself, where a copy of it is wanted beside the mask. Formats that keep no
     * photographs do not ask.
     *
     * @param id one of {@link #ids()}
     */
    default Optional<Path> photographFile(String id) {
        return Optional.empty();
    }

    /**
     * How sure the method is of a mask, 0 to 1, where it tells. Formats without a place for it do
     * not ask.
     *
     * @param id one of {@link #ids()}
     */
    default OptionalDouble confidence(String id) {
        return OptionalDouble.empty();
    }
}
