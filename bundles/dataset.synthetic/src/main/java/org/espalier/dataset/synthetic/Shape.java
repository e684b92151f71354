package org.espalier.dataset.synthetic;

/** An outline, as the distance of a point from it, negative inside; it fits the unit circle. */
enum Shape {
    DISC {
        @Override
        double distance(double x, double y) {
            return Math.sqrt(x * x + y * y) - 0.92;
        }
    },
    SQUARE {
        @Override
        double distance(double x, double y) {
            return box(x, y, 0.68, 0.68) - 0.1;
        }
    },
    TRIANGLE {
        @Override
        double distance(double x, double y) {
            double half = 0.88;
            double u = Math.abs(x) - half;
            double v = y + half / ROOT_3;
            if (u + ROOT_3 * v > 0) {
                double turned = (u - ROOT_3 * v) / 2;
                v = (-ROOT_3 * u - v) / 2;
                u = turned;
            }
            u -= Math.max(-2 * half, Math.min(0, u));
            return -Math.sqrt(u * u + v * v) * Math.signum(v) - 0.1;
        }
    },
    RING {
        @Override
        double distance(double x, double y) {
            return Math.abs(Math.sqrt(x * x + y * y) - 0.66) - 0.31;
        }
    },
    CROSS {
        @Override
        double distance(double x, double y) {
            return Math.min(box(x, y, 0.9, 0.3), box(x, y, 0.3, 0.9)) - 0.06;
        }
    },
    STAR {
        @Override
        double distance(double x, double y) {
            double u = Math.abs(x);
            double v = -y;
            // Folds the five points onto one.
            double fold = 2 * Math.max(0, C36 * u - S36 * v);
            u -= C36 * fold;
            v += S36 * fold;
            fold = 2 * Math.max(0, -C36 * u - S36 * v);
            u += C36 * fold;
            v += S36 * fold;
            u = Math.abs(u);
            v -= 0.98;
            double edgeX = 0.55 * S36;
            double edgeY = 0.55 * C36 - 1;
            double along = (u * edgeX + v * edgeY) / (edgeX * edgeX + edgeY * edgeY);
            double h = Math.max(0, Math.min(0.98, along));
            double du = u - edgeX * h;
            double dv = v - edgeY * h;
            return Math.sqrt(du * du + dv * dv) * Math.signum(v * edgeX - u * edgeY) - 0.04;
        }
    };

    private static final double ROOT_3 = 1.7320508075688772;
    private static final double C36 = 0.8090169943749475;
    private static final double S36 = 0.5877852522924731;

    /** How far a point is from the outline, in units of the circle's radius. */
    abstract double distance(double x, double y);

    private static double box(double x, double y, double halfWidth, double halfHeight) {
        double u = Math.abs(x) - halfWidth;
        double v = Math.abs(y) - halfHeight;
        double outsideU = Math.max(u, 0);
        double outsideV = Math.max(v, 0);
        return Math.sqrt(outsideU * outsideU + outsideV * outsideV) + Math.min(Math.max(u, v), 0);
    }
}
