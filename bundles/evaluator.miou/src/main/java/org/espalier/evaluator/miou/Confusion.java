package org.espalier.evaluator.miou;

import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;

/** How many pixels of each true class were predicted as each class. Void truth is not counted. */
final class Confusion {
    private final int size;

    /**
     * Flat, true class by predicted class. One column more than there are classes: pixels predicted
     * void where there is no background to take them.
     */
    private final long[] pixels;

    Confusion(int size) {
        this.size = size;
        pixels = new long[size * (size + 1)];
    }

    /**
     * Counts one image.
     *
     * @throws BadInputException when sizes differ or an id is not of the class set
     */
    static Confusion of(String id, LabelMap predicted, LabelMap truth, ClassSet classes)
            throws BadInputException {
        if (predicted.width() != truth.width() || predicted.height() != truth.height()) {
            throw new BadInputException(
                    id,
                    "the true mask is %d x %d pixels, the predicted one %d x %d"
                            .formatted(
                                    truth.width(),
                                    truth.height(),
                                    predicted.width(),
                                    predicted.height()),
                    "both need the size of the photograph");
        }
        int size = classes.size();
        // Two more places than classes: void, and ids that are no class. So the loop over the
        // pixels needs no branch, and what is wrong is seen afterwards.
        int[] place = new int[256];
        java.util.Arrays.fill(place, size + 1);
        for (int k = 0; k < size; k++) {
            place[k] = k;
        }
        place[ClassSet.VOID] = size;
        int[] joint = new int[(size + 2) * (size + 2)];
        byte[] p = predicted.labels();
        byte[] t = truth.labels();
        for (int i = 0; i < t.length; i++) {
            joint[place[t[i] & 0xff] * (size + 2) + place[p[i] & 0xff]]++;
        }
        for (int k = 0; k < size + 2; k++) {
            if (joint[(size + 1) * (size + 2) + k] > 0) {
                throw foreign(id, "true", truth, classes);
            }
            if (joint[k * (size + 2) + size + 1] > 0) {
                throw foreign(id, "predicted", predicted, classes);
            }
        }
        Confusion result = new Confusion(size);
        int ofVoid = classes.background().orElse(size);
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= size; column++) {
                int to = column == size ? ofVoid : column;
                result.pixels[row * (size + 1) + to] += joint[row * (size + 2) + column];
            }
        }
        return result;
    }

    private static BadInputException foreign(
            String id, String which, LabelMap labels, ClassSet classes) {
        int[] present = labels.present();
        return new BadInputException(
                id,
                "the " + which + " mask has the class id " + present[present.length - 1],
                "ids are 0 to %d, or %d for void".formatted(classes.size() - 1, ClassSet.VOID));
    }

    void add(Confusion other) {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] += other.pixels[i];
        }
    }

    Overlap overlap() {
        Overlap overlap = new Overlap(size);
        for (int k = 0; k < size; k++) {
            long hits = pixels[k * (size + 1) + k];
            long union = -hits;
            for (int column = 0; column <= size; column++) {
                union += pixels[k * (size + 1) + column];
            }
            for (int row = 0; row < size; row++) {
                union += pixels[row * (size + 1) + k];
            }
            overlap.add(k, hits, union);
        }
        return overlap;
    }

    /** True class by predicted class; pixels that were predicted to be nothing are left out. */
    long[][] matrix() {
        long[][] matrix = new long[size][size];
        for (int row = 0; row < size; row++) {
            System.arraycopy(pixels, row * (size + 1), matrix[row], 0, size);
        }
        return matrix;
    }
}
