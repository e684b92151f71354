package org.espalier.heads;

import java.util.Arrays;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.superpixel.Partition;

/**
 * The superpixels of an image that carry nearly one class.
 *
 * @param regions the superpixels
 * @param labels the class of each as an unsigned byte, {@link ClassSet#VOID} where none prevails
 */
public record Candidates(Partition regions, byte[] labels) {
    /**
     * Of labels.
     *
     * @param purity the share of a region's pixels that must have its class
     * @param classes labels are below
     * @throws BadInputException when the mask is of another size or has other labels
     */
    public static Candidates of(Partition regions, LabelMap mask, double purity, int classes)
            throws BadInputException {
        int[] histogram = regions.histogram(mask, classes);
        int[] sizes = regions.sizes();
        byte[] labels = new byte[regions.count()];
        Arrays.fill(labels, (byte) ClassSet.VOID);
        for (int r = 0; r < labels.length; r++) {
            for (int c = 0; c < classes; c++) {
                if (histogram[r * classes + c] >= purity * sizes[r]) {
                    labels[r] = (byte) c;
                    break;
                }
            }
        }
        return new Candidates(regions, labels);
    }

    /** Whether a region is one. */
    public boolean has(int region) {
        return (labels[region] & 0xff) != ClassSet.VOID;
    }

    /**
     * Those on which another opinion agrees, as a mask; void elsewhere.
     *
     * @param opinions the class of each region by that opinion
     */
    public LabelMap agreed(byte[] opinions) {
        byte[] agreed = labels.clone();
        for (int r = 0; r < agreed.length; r++) {
            if (agreed[r] != opinions[r]) {
                agreed[r] = (byte) ClassSet.VOID;
            }
        }
        return regions.paint(agreed);
    }
}
