package org.espalier.api.superpixel;

import org.espalier.api.data.BadInputException;
import org.espalier.api.data.LabelMap;

/**
 * Which share of the true boundaries the boundaries of superpixels follow, over several images: of
 * all true boundary pixels, those that have a boundary pixel of the partition within {@link
 * #TOLERANCE} columns and rows. Used by one thread at a time.
 *
 * <p>A boundary pixel, of a mask as of a partition, is one of which a neighbour to the left or
 * right, above or below is another label or region. So a boundary is two pixels wide, and both
 * count.
 *
 * <p>Void is no label, and its border is no boundary. PASCAL VOC has a void band about five pixels
 * wide where objects meet; the boundary is somewhere in it, and is taken to be its middle. So void
 * pixels within {@link #BAND} columns and rows of a labelled one first take the label of the
 * nearest, the smaller one where two are as near. What is void beyond that stays void.
 */
public final class BoundaryRecall {
    /** How far a boundary may lie from the true one, in columns and rows. */
    public static final int TOLERANCE = 2;

    /** How far labels reach into void, in columns and rows: half of a void band, rounded up. */
    public static final int BAND = 3;

    private long boundary;
    private long found;

    /**
     * Counts one image.
     *
     * @param truth its true mask
     * @throws BadInputException when the mask is of another size; the image is then not counted
     */
    public void add(Partition partition, LabelMap truth) throws BadInputException {
        partition.requireSize(truth);
        int width = truth.width();
        boolean[] near = grow(partition.boundary(), width, TOLERANCE);
        boolean[] wanted = new TrueBoundary(truth, BAND).pixels();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i]) {
                boundary++;
                if (near[i]) {
                    found++;
                }
            }
        }
    }

    /** True boundary pixels counted so far. */
    public long pixels() {
        return boundary;
    }

    /** The share that was found, in [0, 1]; NaN where there was no true boundary. */
    public double recall() {
        return boundary == 0 ? Double.NaN : (double) found / boundary;
    }

    /** Every pixel within a number of columns and rows of one that is true. */
    private static boolean[] grow(boolean[] given, int width, int reach) {
        boolean[] alongRows = new boolean[given.length];
        for (int i = 0; i < given.length; i++) {
            if (given[i]) {
                int row = i - i % width;
                int last = Math.min(i + reach, row + width - 1);
                for (int j = Math.max(i - reach, row); j <= last; j++) {
                    alongRows[j] = true;
                }
            }
        }
        boolean[] grown = new boolean[given.length];
        for (int i = 0; i < given.length; i++) {
            if (alongRows[i]) {
                for (int dy = -reach; dy <= reach; dy++) {
                    int j = i + dy * width;
                    if (j >= 0 && j < grown.length) {
                        grown[j] = true;
                    }
                }
            }
        }
        return grown;
    }
}
