package org.espalier.api.data;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * The classes of a data set: a name and a colour for every class id from 0 to {@code size() - 1}.
 *
 * <p>At most one class is the <em>background</em>: what is left when no tagged object is there. It
 * is never a tag. Data sets in which every pixel belongs to a real class have none. Pixels of id
 * {@link #VOID} belong to no class and are never scored.
 */
public final class ClassSet {
    /** The id of a pixel that is not scored: a border, or unknown. */
    public static final int VOID = 255;

    private final List<String> names;
    private final int background;

    private ClassSet(List<String> names, int background) {
        this.names = List.copyOf(names);
        this.background = background;
        if (names.isEmpty() || names.size() > VOID) {
            throw new IllegalArgumentException(
                    "A class set has 1 to 255 classes, got " + names.size());
        }
        if (new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("A class name stands twice in " + names);
        }
    }

    /**
     * Classes of which the first, id 0, is the background.
     *
     * @param names the background's name, then the others in the order of their ids
     */
    public static ClassSet withBackground(List<String> names) {
        return new ClassSet(names, 0);
    }

    /** Classes that are all real: no background. */
    public static ClassSet withoutBackground(List<String> names) {
        return new ClassSet(names, -1);
    }

    /** How many classes, the background included. */
    public int size() {
        return names.size();
    }

    /** The names in the order of their ids. */
    public List<String> names() {
        return names;
    }

    /** The name of a class, or {@code "void"} for {@link #VOID}. */
    public String name(int id) {
        return id == VOID ? "void" : names.get(id);
    }

    /** The id of the class of this name, if it is one of ours. */
    public OptionalInt id(String name) {
        int id = names.indexOf(name);
        return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** The background's id, if there is a background. */
    public OptionalInt background() {
        return background < 0 ? OptionalInt.empty() : OptionalInt.of(background);
    }

    /** Whether a class can be a tag: every class but the background. */
    public boolean isTag(int id) {
        return id >= 0 && id < names.size() && id != background;
    }

    /** Every class that can be a tag. */
    public Tags allTags() {
        int[] ids = new int[names.size()];
        int count = 0;
        for (int id = 0; id < names.size(); id++) {
            if (isTag(id)) {
                ids[count++] = id;
            }
        }
        return Tags.of(java.util.Arrays.copyOf(ids, count));
    }

    /**
     * The colour of a class in PASCAL VOC's palette, which takes the bits of the id in turn to red,
     * green and blue, highest first.
     *
     * @param id 0 to 255
     * @return 0xRRGGBB
     */
    public static int colour(int id) {
        int red = 0;
        int green = 0;
        int blue = 0;
        int rest = id;
        for (int bit = 7; rest != 0; bit--, rest >>= 3) {
            red |= (rest & 1) << bit;
            green |= (rest >> 1 & 1) << bit;
            blue |= (rest >> 2 & 1) << bit;
        }
        return red << 16 | green << 8 | blue;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassSet that
                && names.equals(that.names)
                && background == that.background;
    }

    @Override
    public int hashCode() {
        return names.hashCode() * 31 + background;
    }

    @Override
    public String toString() {
        return "ClassSet" + names;
    }
}
