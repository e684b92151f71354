package org.espalier.evaluator.miou;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.data.Box;
import org.espalier.api.data.LabelMap;

/** Boxes around the connected regions of a mask; pixels that touch at a corner are connected. */
final class Regions {
    private final LabelMap mask;
    private final boolean[] seen;
    private final int[] stack;

    private Regions(LabelMap mask) {
        this.mask = mask;
        seen = new boolean[mask.labels().length];
        stack = new int[mask.labels().length];
    }

    /** The boxes of one class, in the order of their first pixels. */
    static List<Box> of(LabelMap mask, int classId) {
        Regions regions = new Regions(mask);
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < regions.seen.length; i++) {
            if (!regions.seen[i] && (mask.labels()[i] & 0xff) == classId) {
                boxes.add(regions.flood(i, classId));
            }
        }
        return boxes;
    }

    private Box flood(int start, int classId) {
        int width = mask.width();
        int left = width;
        int top = mask.height();
        int right = 0;
        int bottom = 0;
        int size = 0;
        stack[size++] = start;
        seen[start] = true;
        while (size > 0) {
            int at = stack[--size];
            int x = at % width;
            int y = at / width;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            for (int v = Math.max(0, y - 1); v <= Math.min(mask.height() - 1, y + 1); v++) {
                for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
                    int next = v * width + u;
                    if (!seen[next] && (mask.labels()[next] & 0xff) == classId) {
                        seen[next] = true;
                        stack[size++] = next;
                    }
                }
            }
        }
        return new Box(classId, left, top, right, bottom);
    }
}
