package org.espalier.dataset.synthetic;

/** A pattern of two colours that goes on without end; one unit is its period. */
enum Texture {
    DOTS {
        @Override
        float at(double x, double y, Noise noise) {
            double shift = Math.floor(y) % 2 == 0 ? 0 : 0.5;
            double u = x + shift - Math.floor(x + shift) - 0.5;
            double v = y - Math.floor(y) - 0.5;
            return step(0.33 - Math.sqrt(u * u + v * v));
        }
    },
    CHECKER {
        @Override
        float at(double x, double y, Noise noise) {
            return step(wave(x) * wave(y) * 0.5);
        }
    },
    STRIPES {
        @Override
        float at(double x, double y, Noise noise) {
            return step(wave(y) * 0.25);
        }
    },
    BLOTCHES {
        @Override
        float at(double x, double y, Noise noise) {
            return step(noise.rough(x * 1.1, y * 1.1) - 0.5);
        }
    },
    GRID {
        @Override
        float at(double x, double y, Noise noise) {
            double toLine = Math.min(1 + wave(x), 1 + wave(y)) * 0.25;
            return step(0.13 - toLine);
        }
    },
    CHEVRONS {
        @Override
        float at(double x, double y, Noise noise) {
            return step(wave(y + 0.45 * wave(x * 0.6)) * 0.25);
        }
    };

    /** Rises and falls evenly between -1 and 1, once a unit. */
    private static double wave(double t) {
        return 4 * Math.abs(t - Math.floor(t) - 0.5) - 1;
    }

    /** From 0 to 1 where the distance changes its sign, softly. */
    private static float step(double distance) {
        return (float) Math.max(0, Math.min(1, 0.5 + distance * 7));
    }

    /**
     * The share of the second colour at a point, 0 to 1.
     *
     * @param noise the irregularity, for patterns that have one
     */
    abstract float at(double x, double y, Noise noise);
}
