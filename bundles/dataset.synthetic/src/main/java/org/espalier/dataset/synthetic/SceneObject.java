package org.espalier.dataset.synthetic;

import java.util.SplittableRandom;

/**
 * One object and its place.
 *
 * @param x its centre, in pixels
 * @param y its centre, in pixels
 * @param radius of the circle around it, in pixels
 * @param cos of the angle it is turned by
 * @param sin of that angle
 * @param period of its texture, in pixels
 * @param noise the irregularity of its texture
 * @param looks its colours
 */
record SceneObject(
        SceneClass kind,
        double x,
        double y,
        double radius,
        double cos,
        double sin,
        double period,
        Noise noise,
        Looks looks) {

    /** The two colours of a texture. */
    record Looks(Colour first, Colour second) {
        private static final double OF_ITS_CLASS = 0.7;

        /** Mostly near the hue of the class, else of any hue. */
        static Looks draw(SceneClass kind, SplittableRandom random) {
            double hue = kind.ordinal() / 6.0 + 0.02;
            hue +=
                    random.nextDouble() < OF_ITS_CLASS
                            ? random.nextDouble(-0.14, 0.14)
                            : random.nextDouble();
            double saturation = random.nextDouble(0.45, 0.85);
            double light = random.nextDouble(0.75, 1.0);
            double dark = light * random.nextDouble(0.4, 0.62);
            double other = hue + random.nextDouble(-0.09, 0.09);
            Colour bright = Colour.of(hue, saturation * 0.7, light);
            Colour deep = Colour.of(other, saturation, dark);
            return random.nextInt(2) == 0 ? new Looks(bright, deep) : new Looks(deep, bright);
        }
    }

    /** An object of any size and turn at this place. */
    static SceneObject draw(
            SceneClass kind, double x, double y, double radius, SplittableRandom random) {
        double angle = random.nextDouble(2 * Math.PI);
        return new SceneObject(
                kind,
                x,
                y,
                radius,
                StrictMath.cos(angle),
                StrictMath.sin(angle),
                radius * random.nextDouble(0.3, 0.4),
                new Noise(random.nextInt()),
                Looks.draw(kind, random));
    }

    /** How far a pixel's centre is outside the outline, in pixels; negative inside. */
    double distance(double px, double py) {
        double dx = px - x;
        double dy = py - y;
        double around = Math.sqrt(dx * dx + dy * dy) - radius * 1.1;
        if (around > radius) {
            return around; // too far for the exact value to matter
        }
        double u = (cos * dx + sin * dy) / radius;
        double v = (cos * dy - sin * dx) / radius;
        return kind.shape().distance(u, v) * radius;
    }

    /** The colour of its surface at a pixel, before light. */
    Colour surface(double px, double py) {
        double dx = px - x;
        double dy = py - y;
        double u = (cos * dx + sin * dy) / period;
        double v = (cos * dy - sin * dx) / period;
        return looks.first().towards(looks.second(), kind.texture().at(u, v, noise));
    }
}
