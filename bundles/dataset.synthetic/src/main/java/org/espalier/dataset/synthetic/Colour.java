package org.espalier.dataset.synthetic;

import java.util.SplittableRandom;

/** A colour; each channel 0 to 1, and beyond while light is added. */
record Colour(float red, float green, float blue) {
    static final Colour BLACK = new Colour(0, 0, 0);

    /**
     * A colour by its hue.
     *
     * @param hue 0 to 1, and round again
     */
    static Colour of(double hue, double saturation, double value) {
        double turn = 6 * (hue - Math.floor(hue));
        return new Colour(
                channel(turn, 0, saturation, value),
                channel(turn, 4, saturation, value),
                channel(turn, 2, saturation, value));
    }

    private static float channel(double turn, int offset, double saturation, double value) {
        double distance = Math.abs((turn + offset) % 6 - 3) - 1;
        double pure = Math.max(0, Math.min(1, distance));
        return (float) (value * (1 - saturation + saturation * pure));
    }

    /** A muted colour for a background. */
    static Colour muted(SplittableRandom random) {
        return of(random.nextDouble(), random.nextDouble(0.08, 0.35), random.nextDouble(0.35, 0.9));
    }

    Colour towards(Colour other, float share) {
        return new Colour(
                red + share * (other.red - red),
                green + share * (other.green - green),
                blue + share * (other.blue - blue));
    }

    Colour times(float light) {
        return new Colour(red * light, green * light, blue * light);
    }
}
