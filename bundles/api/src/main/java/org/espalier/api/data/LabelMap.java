package org.espalier.api.data;

import java.util.Arrays;
import java.util.Objects;

/**
 * A class id for every pixel; {@link ClassSet#VOID} where there is none.
 *
 * <p>Immutable by agreement, as {@link Image} is: the array is handed over, not copied.
 */
public final class LabelMap {
    private final int width;
    private final int height;
    private final byte[] labels;

    /**
     * @param width columns, at least 1
     * @param height rows, at least 1
     * @param labels {@code height * width} ids, row-major; ownership passes on
     * @throws IllegalArgumentException when the array does not have that length
     */
    public LabelMap(int width, int height, byte[] labels) {
        Objects.requireNonNull(labels, "labels");
        if (width < 1 || height < 1 || labels.length != (long) width * height) {
            throw new IllegalArgumentException(
                    "A label map of %d x %d needs %d bytes, got %d"
                            .formatted(width, height, (long) width * height, labels.length));
        }
        this.width = width;
        this.height = height;
        this.labels = labels;
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** The ids themselves as unsigned bytes, row-major: read, never write. */
    public byte[] labels() {
        return labels;
    }

    /** The class id of a pixel, 0 to 255. */
    public int label(int x, int y) {
        return labels[y * width + x] & 0xff;
    }

    /** The ids that occur, {@link ClassSet#VOID} left out, in ascending order. */
    public int[] present() {
        boolean[] seen = new boolean[256];
        for (byte label : labels) {
            seen[label & 0xff] = true;
        }
        return java.util.stream.IntStream.range(0, ClassSet.VOID).filter(i -> seen[i]).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelMap that
                && width == that.width
                && height == that.height
                && Arrays.equals(labels, that.labels);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(labels) * 31 + width;
    }

    @Override
    public String toString() {
        return "LabelMap["
                + width
                + " x "
                + height
                + ", classes "
                + Arrays.toString(present())
                + "]";
    }
}
