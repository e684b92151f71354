package org.espalier.api.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The classes present in an image: the only supervision there is. A set of class ids, without the
 * background, in ascending order; it may be empty.
 */
public final class Tags {
    private static final Tags NONE = new Tags(new int[0]);

    private final int[] ids;

    private Tags(int[] ids) {
        this.ids = ids;
    }

    /** A set of these class ids; repeated ids count once. */
    public static Tags of(int... ids) {
        return ids.length == 0 ? NONE : new Tags(IntStream.of(ids).sorted().distinct().toArray());
    }

    /** The empty set. */
    public static Tags none() {
        return NONE;
    }

    /** The ids in ascending order, as an array of the caller's own. */
    public int[] ids() {
        return ids.clone();
    }

    /** How many classes are present. */
    public int size() {
        return ids.length;
    }

    /** Whether no class is present. */
    public boolean isEmpty() {
        return ids.length == 0;
    }

    /** Whether this class is present. */
    public boolean contains(int id) {
        return Arrays.binarySearch(ids, id) >= 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tags that && Arrays.equals(ids, that.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        return "Tags" + Arrays.toString(ids);
    }
}
