package org.espalier.method.deepcluster;

import java.util.Arrays;
import java.util.OptionalInt;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.ClassSet;

/**
 * Where in an image the classes are to be expected, and how much of it they fill: knowledge beyond
 * tags, which a person writes down. A class is a sum of Gaussians over the image, each times its
 * share; a class without a place is the same everywhere.
 *
 * @param places by class, five numbers a place: x, y, deviation in x and in y, share
 */
record LocationPrior(double[][] places) {
    private static final String KEY = "prior.places";
    private static final int NUMBERS = 5;

    /** What every class has everywhere, so that nothing is impossible. */
    private static final double FLOOR = 1e-3;

    /** Knows nothing: all classes everywhere alike. */
    static LocationPrior none(ClassSet classes) {
        return new LocationPrior(new double[classes.size()][0]);
    }

    /**
     * Reads what a person wrote.
     *
     * @param lines each {@code class: x y dx dy share}; place and deviation in parts of the image's
     *     width and height, x and y from the upper left corner, in [-1, 2]; deviations above 0 to
     *     10; shares of the image above 0 to 1. A class may have several lines
     * @throws InvalidConfigurationException when a line is none, or names no class
     */
    static LocationPrior of(String[] lines, ClassSet classes) {
        if (lines.length == 0) {
            throw new InvalidConfigurationException(
                    KEY, "is empty", "lines 'class: x y dx dy share', or locationPrior false");
        }
        double[][] places = new double[classes.size()][0];
        for (String line : lines) {
            int colon = line.lastIndexOf(':');
            OptionalInt id = classes.id(line.substring(0, Math.max(0, colon)).strip());
            double[] place = numbers(line.substring(colon + 1).strip());
            if (id.isEmpty() || place == null) {
                throw new InvalidConfigurationException(
                        KEY,
                        "'" + line + "' is no place of a class",
                        "'class: x y dx dy share', with a class of " + classes.names());
            }
            double[] before = places[id.getAsInt()];
            double[] all = Arrays.copyOf(before, before.length + NUMBERS);
            System.arraycopy(place, 0, all, before.length, NUMBERS);
            places[id.getAsInt()] = all;
        }
        return new LocationPrior(places);
    }

    /** Null where they are not five that are in range. */
    private static double[] numbers(String text) {
        String[] words = text.split("\\s+");
        if (words.length != NUMBERS) {
            return null;
        }
        double[] n = new double[NUMBERS];
        try {
            for (int i = 0; i < NUMBERS; i++) {
                n[i] = Double.parseDouble(words[i]);
            }
        } catch (NumberFormatException e) {
            return null;
        }
        boolean inRange = n[0] >= -1 && n[0] <= 2 && n[1] >= -1 && n[1] <= 2;
        inRange &= n[2] > 0 && n[2] <= 10 && n[3] > 0 && n[3] <= 10;
        return inRange && n[4] > 0 && n[4] <= 1 ? n : null;
    }

    /** Whether it knows anything. */
    boolean isKnown() {
        return Arrays.stream(places).anyMatch(p -> p.length > 0);
    }

    /**
     * How likely each class is at a place, in no unit; 1 for all where nothing is known.
     *
     * @param x in [0, 1] from the left
     * @param y in [0, 1] from above
     */
    float[] at(double x, double y) {
        float[] likely = new float[places.length];
        Arrays.fill(likely, isKnown() ? (float) FLOOR : 1);
        for (int c = 0; c < likely.length; c++) {
            double[] p = places[c];
            for (int i = 0; i < p.length; i += NUMBERS) {
                double dx = (x - p[i]) / p[i + 2];
                double dy = (y - p[i + 1]) / p[i + 3];
                likely[c] +=
                        (float)
                                (p[i + 4]
                                        * Math.exp(-(dx * dx + dy * dy) / 2)
                                        / (2 * Math.PI * p[i + 2] * p[i + 3]));
            }
        }
        return likely;
    }

    /** The share of an image that each class fills; empty where nothing is known. */
    float[] shares() {
        if (!isKnown()) {
            return new float[0];
        }
        float[] shares = new float[places.length];
        for (int c = 0; c < shares.length; c++) {
            shares[c] = (float) FLOOR;
            for (int i = 4; i < places[c].length; i += NUMBERS) {
                shares[c] += (float) places[c][i];
            }
        }
        return shares;
    }
}
