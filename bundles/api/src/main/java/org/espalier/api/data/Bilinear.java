package org.espalier.api.data;

/**
 * Bilinear interpolation of planes from one grid to another over the same area, between cell
 * centres; beyond the outermost centres the border value holds.
 */
final class Bilinear {
    private final int width;
    private final int height;
    private final int[] left;
    private final float[] right;
    private final int[] top;
    private final float[] bottom;

    Bilinear(int width, int height, int newWidth, int newHeight) {
        this.width = width;
        this.height = height;
        left = new int[newWidth];
        right = new float[newWidth];
        top = new int[newHeight];
        bottom = new float[newHeight];
        weights(width, left, right);
        weights(height, top, bottom);
    }

    /** For each target cell, the source cell before it and the weight of the one after it. */
    private static void weights(int size, int[] before, float[] weightAfter) {
        double scale = (double) size / before.length;
        for (int i = 0; i < before.length; i++) {
            double centre = Math.max(0, Math.min(size - 1, (i + 0.5) * scale - 0.5));
            before[i] = (int) centre;
            weightAfter[i] = (float) (centre - before[i]);
        }
    }

    void apply(float[] from, float[] to, int planes) {
        int out = 0;
        for (int k = 0; k < planes; k++) {
            int plane = k * height * width;
            for (int y = 0; y < top.length; y++) {
                int upper = plane + top[y] * width;
                int lower = plane + Math.min(top[y] + 1, height - 1) * width;
                float b = bottom[y];
                for (int x = 0; x < left.length; x++) {
                    int l = left[x];
                    int r = Math.min(l + 1, width - 1);
                    float w = right[x];
                    float above = from[upper + l] + w * (from[upper + r] - from[upper + l]);
                    float below = from[lower + l] + w * (from[lower + r] - from[lower + l]);
                    to[out++] = above + b * (below - above);
                }
            }
        }
    }
}
