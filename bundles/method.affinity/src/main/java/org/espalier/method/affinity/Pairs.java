package org.espalier.method.affinity;

import org.espalier.api.data.ClassSet;

/**
 * The pairs of neighbours whose labels are both known, and what each weighs in the loss: a mean
 * over the pairs within the background, one over those within the foreground, and one over those of
 * different labels, in the ratio 1 : 1 : 2.
 *
 * @param alike (N, offsets, H, W): weights of the pairs of equal labels, at the cell that is behind
 * @param different the same of the pairs of different labels
 * @param backgroundCount pairs within the background
 * @param foregroundCount pairs within the foreground
 * @param differentCount pairs of different labels
 */
record Pairs(
        float[] alike,
        float[] different,
        long backgroundCount,
        long foregroundCount,
        long differentCount) {
    private static final double ALIKE_SHARE = 0.25;
    private static final double DIFFERENT_SHARE = 0.5;

    private enum Kind {
        NONE,
        BACKGROUND,
        FOREGROUND,
        DIFFERENT
    }

    /**
     * @param labels of N grids, row-major; {@link ClassSet#VOID} where unknown
     * @param background its id
     */
    static Pairs of(byte[][] labels, int height, int width, int background, Stencil stencil) {
        int cells = height * width;
        Kind[] kinds = new Kind[labels.length * stencil.size() * cells];
        long[] counts = new long[Kind.values().length];
        int at = 0;
        for (byte[] grid : labels) {
            for (Stencil.Offset offset : stencil.ahead()) {
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++, at++) {
                        int x2 = x + offset.dx();
                        boolean inside = y + offset.dy() < height && x2 >= 0 && x2 < width;
                        kinds[at] =
                                inside
                                        ? kind(
                                                grid[y * width + x] & 0xff,
                                                grid[(y + offset.dy()) * width + x2] & 0xff,
                                                background)
                                        : Kind.NONE;
                        counts[kinds[at].ordinal()]++;
                    }
                }
            }
        }
        long inBackground = counts[Kind.BACKGROUND.ordinal()];
        long inForeground = counts[Kind.FOREGROUND.ordinal()];
        long unequal = counts[Kind.DIFFERENT.ordinal()];
        float[] alike = new float[kinds.length];
        float[] different = new float[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            switch (kinds[i]) {
                case BACKGROUND -> alike[i] = (float) (ALIKE_SHARE / inBackground);
                case FOREGROUND -> alike[i] = (float) (ALIKE_SHARE / inForeground);
                case DIFFERENT -> different[i] = (float) (DIFFERENT_SHARE / unequal);
                default -> {
                    // weighs nothing
                }
            }
        }
        return new Pairs(alike, different, inBackground, inForeground, unequal);
    }

    private static Kind kind(int a, int b, int background) {
        if (a == ClassSet.VOID || b == ClassSet.VOID) {
            return Kind.NONE;
        }
        if (a != b) {
            return Kind.DIFFERENT;
        }
        return a == background ? Kind.BACKGROUND : Kind.FOREGROUND;
    }

    boolean isEmpty() {
        return backgroundCount + foregroundCount + differentCount == 0;
    }
}
