package org.espalier.method.affinity;

import java.util.ArrayList;
import java.util.List;

/**
 * The neighbours of a cell that lie ahead of it: to its right in its row, and those in the rows
 * below. With the cell as their neighbour in turn every pair of cells that are less than the radius
 * apart is named once.
 *
 * @param radius in cells; at radius 5 there are 34 neighbours ahead
 * @param ahead their offsets, row by row
 */
record Stencil(int radius, List<Offset> ahead) {
    /**
     * From a cell to a neighbour.
     *
     * @param dy rows down, at least 0
     * @param dx columns to the right; negative: to the left
     */
    record Offset(int dy, int dx) {}

    Stencil {
        ahead = List.copyOf(ahead);
    }

    static Stencil of(int radius) {
        List<Offset> ahead = new ArrayList<>();
        for (int dy = 0; dy < radius; dy++) {
            for (int dx = dy == 0 ? 1 : 1 - radius; dx < radius; dx++) {
                if (dx * dx + dy * dy < radius * radius) {
                    ahead.add(new Offset(dy, dx));
                }
            }
        }
        return new Stencil(radius, ahead);
    }

    int size() {
        return ahead.size();
    }

    /** How far a neighbour may be in a row or column. */
    int reach() {
        return radius - 1;
    }
}
