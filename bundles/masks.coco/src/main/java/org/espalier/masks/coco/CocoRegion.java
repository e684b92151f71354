package org.espalier.masks.coco;

import java.util.Arrays;
import org.espalier.api.data.LabelMap;

/**
 * All pixels of one class in a mask, as COCO tells of them.
 *
 * @param counts run lengths as in {@link CocoRle}, not compressed
 * @param area how many pixels
 * @param left the first column
 * @param top the first row
 * @param width columns of the box around them, 0 when there is no pixel
 * @param height rows of the box
 */
record CocoRegion(int[] counts, int area, int left, int top, int width, int height) {
    static CocoRegion of(LabelMap labels, int classId) {
        byte[] ids = labels.labels();
        int columns = labels.width();
        int rows = labels.height();
        int[] counts = new int[16];
        int count = 0;
        int run = 0;
        int area = 0;
        int right = -1;
        int left = columns;
        int top = rows;
        int bottom = -1;
        boolean inside = false;
        for (int x = 0; x < columns; x++) {
            for (int y = 0; y < rows; y++) {
                boolean here = (ids[y * columns + x] & 0xff) == classId;
                if (here != inside) {
                    counts = count + 1 < counts.length ? counts : Arrays.copyOf(counts, count * 2);
                    counts[count++] = run;
                    run = 0;
                    inside = here;
                }
                run++;
                if (here) {
                    area++;
                    left = Math.min(left, x);
                    right = x;
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y);
                }
            }
        }
        counts[count++] = run;
        counts = Arrays.copyOf(counts, count);
        return area == 0
                ? new CocoRegion(counts, 0, 0, 0, 0, 0)
                : new CocoRegion(counts, area, left, top, right - left + 1, bottom - top + 1);
    }
}
