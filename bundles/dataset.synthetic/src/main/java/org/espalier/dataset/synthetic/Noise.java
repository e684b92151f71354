package org.espalier.dataset.synthetic;

/**
 * Smooth random surfaces: values on a lattice, drawn from a hash of their place, and between them
 * interpolated. Plain arithmetic, so it is the same on every machine.
 */
record Noise(int seed) {
    /** One surface, 0 to 1, with features as large as one unit. */
    float at(double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        float fx = smooth((float) (x - left));
        float fy = smooth((float) (y - top));
        float above = mix(value(left, top), value(left + 1, top), fx);
        float below = mix(value(left, top + 1), value(left + 1, top + 1), fx);
        return mix(above, below, fy);
    }

    /** Three surfaces on top of one another, each twice as fine and half as high; 0 to 1. */
    float rough(double x, double y) {
        return (4 * at(x, y) + 2 * at(2 * x + 17, 2 * y + 5) + at(4 * x + 3, 4 * y + 29)) / 7;
    }

    /** The value at a lattice point, 0 to 1. */
    float value(int x, int y) {
        int hash = seed ^ x * 0x9e3779b1 ^ y * 0x85ebca6b;
        hash = (hash ^ hash >>> 15) * 0x2c1b3c6d;
        hash = (hash ^ hash >>> 12) * 0x297a2d39;
        hash ^= hash >>> 15;
        return (hash >>> 8) / (float) (1 << 24);
    }

    private static float smooth(float t) {
        return t * t * (3 - 2 * t);
    }

    private static float mix(float a, float b, float share) {
        return a + share * (b - a);
    }
}
