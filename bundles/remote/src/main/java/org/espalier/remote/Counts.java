package org.espalier.remote;

import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;

/**
 * Pixels of one image by true and predicted class, to be added up over images: {@code size} rows of
 * {@code size + 1} columns, flat. The last column has what is predicted void where no background
 * takes it. Void truth is not counted.
 */
final class Counts {
    private Counts() {}

    /**
     * @throws BadInputException when sizes differ or an id is of no class
     */
    static long[] of(String id, LabelMap predicted, LabelMap truth, ClassSet classes)
            throws BadInputException {
        if (predicted.width() != truth.width() || predicted.height() != truth.height()) {
            throw new BadInputException(
                    id,
                    "the true mask is %d x %d pixels, the photograph %d x %d"
                            .formatted(
                                    truth.width(),
                                    truth.height(),
                                    predicted.width(),
                                    predicted.height()),
                    "both need the same size");
        }
        int size = classes.size();
        int ofVoid = classes.background().orElse(size);
        long[] pixels = new long[size * (size + 1)];
        byte[] p = predicted.labels();
        byte[] t = truth.labels();
        for (int i = 0; i < t.length; i++) {
            int row = t[i] & 0xff;
            if (row == ClassSet.VOID) {
                continue;
            }
            if (row >= size) {
                throw new BadInputException(
                        id,
                        "the true mask has the class id " + row,
                        "ids are 0 to %d, or %d for void".formatted(size - 1, ClassSet.VOID));
            }
            int column = p[i] & 0xff;
            pixels[row * (size + 1) + (column == ClassSet.VOID ? ofVoid : column)]++;
        }
        return pixels;
    }
}
