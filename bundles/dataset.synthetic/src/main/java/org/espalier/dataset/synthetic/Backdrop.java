package org.espalier.dataset.synthetic;

import java.util.SplittableRandom;

/**
 * What is behind the objects: a soft gradient of muted colours with clouds, a grain in one
 * direction, or bands like the lines of a map.
 */
record Backdrop(
        Colour first,
        Colour second,
        int pattern,
        double cos,
        double sin,
        double scale,
        Noise noise) {
    private static final int PATTERNS = 3;

    static Backdrop draw(double size, SplittableRandom random) {
        double angle = random.nextDouble(2 * Math.PI);
        Colour first = Colour.muted(random);
        return new Backdrop(
                first,
                Colour.muted(random).towards(first, 0.35f),
                random.nextInt(PATTERNS),
                StrictMath.cos(angle),
                StrictMath.sin(angle),
                1 / (size * random.nextDouble(0.16, 0.3)),
                new Noise(random.nextInt()));
    }

    /** Its colour at a pixel. */
    Colour at(double px, double py) {
        double u = (cos * px + sin * py) * scale;
        double v = (cos * py - sin * px) * scale;
        float share =
                switch (pattern) {
                    case 0 -> noise.rough(u, v);
                    case 1 -> 0.6f * noise.rough(0.5 * u, 5 * v) + 0.4f * noise.at(u, v);
                    default -> {
                        double height = 5 * noise.at(0.8 * u, 0.8 * v);
                        double band = height - Math.floor(height);
                        yield (float) (Math.floor(height) + band * band * band * band) / 5;
                    }
                };
        float contrast = (share - 0.5f) * 1.3f + 0.5f;
        float grain = noise.value((int) px + 7919, (int) py) - 0.5f;
        return first.towards(second, contrast).times(1 + 0.07f * grain);
    }
}
