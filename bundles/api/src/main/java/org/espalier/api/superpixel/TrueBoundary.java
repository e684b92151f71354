package org.espalier.api.superpixel;

import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;

/** Where the labels of a mask meet, with thin bands of void closed. */
final class TrueBoundary {
    private static final byte VOID = (byte) ClassSet.VOID;

    private final int width;
    private final int height;
    private byte[] labels;

    /**
     * @param band how many times labels grow by a pixel into void
     */
    TrueBoundary(LabelMap truth, int band) {
        width = truth.width();
        height = truth.height();
        labels = truth.labels();
        for (int step = 0; step < band; step++) {
            labels = grown();
        }
    }

    /** True for a pixel that has a four-neighbour of another label, void on neither side. */
    boolean[] pixels() {
        boolean[] boundary = new boolean[labels.length];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i++) {
                if (x + 1 < width && differ(i, i + 1)) {
                    boundary[i] = true;
                    boundary[i + 1] = true;
                }
                if (y + 1 < height && differ(i, i + width)) {
                    boundary[i] = true;
                    boundary[i + width] = true;
                }
            }
        }
        return boundary;
    }

    private boolean differ(int i, int j) {
        return labels[i] != labels[j] && labels[i] != VOID && labels[j] != VOID;
    }

    private byte[] grown() {
        byte[] grown = labels.clone();
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i++) {
                if (labels[i] == VOID) {
                    grown[i] = (byte) smallestAround(x, y);
                }
            }
        }
        return grown;
    }

    /** The smallest label among the eight neighbours; void, the largest id, where all are. */
    private int smallestAround(int x, int y) {
        int smallest = ClassSet.VOID;
        for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
            for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                smallest = Math.min(smallest, labels[ny * width + nx] & 0xff);
            }
        }
        return smallest;
    }
}
