package org.espalier.curves;

import java.util.List;

/**
 * A value that was measured again and again.
 *
 * @param name with the stage first: {@code localizer/loss}
 * @param points by ascending step, one a step
 */
public record Curve(String name, List<Point> points) {
    /** Keeps the points as they are now. */
    public Curve {
        points = List.copyOf(points);
    }

    /**
     * One measurement.
     *
     * @param step where on the curve
     * @param value with the precision of a float; finite or not
     * @param seconds when it was taken, since 1970
     */
    public record Point(long step, double value, double seconds) {}
}
