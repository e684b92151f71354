package org.espalier.api.superpixel;

import java.util.Arrays;
import java.util.Objects;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;

/**
 * An image cut into regions: every pixel belongs to one. Regions are numbered from 0 by the first
 * pixel of each, row by row.
 *
 * <p>Immutable by agreement, as {@link org.espalier.api.data.Image} is.
 */
public final class Partition {
    private final int width;
    private final int height;
    private final int[] region;
    private final int count;

    private Partition(int width, int height, int[] region, int count) {
        this.width = width;
        this.height = height;
        this.region = region;
        this.count = count;
    }

    /**
     * A partition from any numbering of its regions.
     *
     * @param width columns, at least 1
     * @param height rows, at least 1
     * @param ids {@code height * width} numbers, row-major, from 0 to {@code height * width - 1};
     *     pixels of one number are one region; ownership passes on, and they are numbered anew
     * @throws IllegalArgumentException when the array has another length or a number is out of
     *     range
     */
    public static Partition of(int width, int height, int[] ids) {
        Objects.requireNonNull(ids, "ids");
        if (width < 1 || height < 1 || ids.length != (long) width * height) {
            throw new IllegalArgumentException(
                    "A partition of %d x %d needs %d ids, got %d"
                            .formatted(width, height, (long) width * height, ids.length));
        }
        int[] renamed = new int[ids.length];
        Arrays.fill(renamed, -1);
        int count = 0;
        for (int i = 0; i < ids.length; i++) {
            int id = ids[i];
            if (id < 0 || id >= renamed.length) {
                throw new IllegalArgumentException(
                        "Region %d at pixel %d; ids are from 0 to %d"
                                .formatted(id, i, renamed.length - 1));
            }
            if (renamed[id] < 0) {
                renamed[id] = count++;
            }
            ids[i] = renamed[id];
        }
        return new Partition(width, height, ids, count);
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** How many regions, at least 1. */
    public int count() {
        return count;
    }

    /** The region of every pixel, row-major, 0 to {@code count() - 1}: read, never write. */
    public int[] region() {
        return region;
    }

    /** The pixels of each region; a new array. */
    public int[] sizes() {
        int[] sizes = new int[count];
        for (int id : region) {
            sizes[id]++;
        }
        return sizes;
    }

    /**
     * Where regions meet: true for a pixel one of whose four neighbours belongs to another region.
     * A new array, row-major.
     */
    public boolean[] boundary() {
        boolean[] boundary = new boolean[region.length];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i++) {
                if (x + 1 < width && region[i] != region[i + 1]) {
                    boundary[i] = true;
                    boundary[i + 1] = true;
                }
                if (y + 1 < height && region[i] != region[i + width]) {
                    boundary[i] = true;
                    boundary[i + width] = true;
                }
            }
        }
        return boundary;
    }

    /**
     * How many pixels of each region have each label; pixels that are {@link ClassSet#VOID} count
     * nowhere.
     *
     * @param classes labels are from 0 to {@code classes - 1}; 1 to 255
     * @return {@code count() * classes} pixels: those of region r with label c at {@code r *
     *     classes + c}
     * @throws BadInputException when the labels are of another size, or one is not below {@code
     *     classes}
     */
    public int[] histogram(LabelMap labels, int classes) throws BadInputException {
        requireSize(labels);
        int[] histogram = new int[Math.multiplyExact(count, classes)];
        byte[] ids = labels.labels();
        for (int i = 0; i < ids.length; i++) {
            int label = ids[i] & 0xff;
            if (label < classes) {
                histogram[region[i] * classes + label]++;
            } else if (label != ClassSet.VOID) {
                throw new BadInputException(
                        "label at column %d, row %d".formatted(i % width, i / width),
                        "is " + label,
                        "from 0 to " + (classes - 1) + ", or void");
            }
        }
        return histogram;
    }

    /**
     * The best mask that can be made of whole regions: each has the label that most of its labelled
     * pixels have, the smaller one where two are as many, and {@link ClassSet#VOID} where none is
     * labelled.
     *
     * @throws BadInputException when the true mask is of another size
     */
    public LabelMap oracle(LabelMap truth) throws BadInputException {
        int[] present = truth.present();
        int classes = present.length == 0 ? 1 : present[present.length - 1] + 1;
        int[] histogram = histogram(truth, classes);
        byte[] labels = new byte[count];
        for (int r = 0; r < count; r++) {
            int best = ClassSet.VOID;
            int most = 0;
            for (int c = 0; c < classes; c++) {
                int pixels = histogram[r * classes + c];
                if (pixels > most) {
                    most = pixels;
                    best = c;
                }
            }
            labels[r] = (byte) best;
        }
        return paint(labels);
    }

    /**
     * A mask of whole regions.
     *
     * @param labels {@code count()} ids as unsigned bytes: the label of each region
     * @throws IllegalArgumentException when they are not as many
     */
    public LabelMap paint(byte[] labels) {
        if (labels.length != count) {
            throw new IllegalArgumentException(
                    "%d regions need as many labels, got %d".formatted(count, labels.length));
        }
        byte[] mask = new byte[region.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = labels[region[i]];
        }
        return new LabelMap(width, height, mask);
    }

    /** Refuses a mask that does not lie on this partition's grid. */
    void requireSize(LabelMap labels) throws BadInputException {
        if (labels.width() != width || labels.height() != height) {
            throw new BadInputException(
                    "mask",
                    "is " + labels.width() + " x " + labels.height(),
                    "the superpixels are " + width + " x " + height);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Partition that
                && width == that.width
                && height == that.height
                && Arrays.equals(region, that.region);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(region) * 31 + width;
    }

    @Override
    public String toString() {
        return "Partition[" + width + " x " + height + ", " + count + " regions]";
    }
}
