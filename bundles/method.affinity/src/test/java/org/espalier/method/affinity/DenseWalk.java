package org.espalier.method.affinity;

import java.util.SplittableRandom;

/** The random walk as published: the whole matrix, in double precision, squared again and again. */
final class DenseWalk {
    private final int cells;
    private double[][] transition;

    DenseWalk(LocalAffinities affinities, double beta) {
        int width = affinities.width();
        cells = affinities.height() * width;
        transition = new double[cells][cells];
        for (int i = 0; i < cells; i++) {
            transition[i][i] = 1;
        }
        for (int o = 0; o < affinities.stencil().size(); o++) {
            Stencil.Offset offset = affinities.stencil().ahead().get(o);
            for (int i = 0; i < cells; i++) {
                int y = i / width + offset.dy();
                int x = i % width + offset.dx();
                if (y < affinities.height() && x >= 0 && x < width) {
                    double w = Math.pow(affinities.values()[o][i], beta);
                    transition[i][y * width + x] = w;
                    transition[y * width + x][i] = w;
                }
            }
        }
        for (int j = 0; j < cells; j++) {
            double sum = 0;
            for (int i = 0; i < cells; i++) {
                sum += transition[i][j];
            }
            for (int i = 0; i < cells; i++) {
                transition[i][j] /= sum;
            }
        }
    }

    /** T = T T, so many times. */
    DenseWalk squared(int times) {
        for (int t = 0; t < times; t++) {
            double[][] square = new double[cells][cells];
            for (int i = 0; i < cells; i++) {
                for (int k = 0; k < cells; k++) {
                    double factor = transition[i][k];
                    for (int j = 0; j < cells && factor != 0; j++) {
                        square[i][j] += factor * transition[k][j];
                    }
                }
            }
            transition = square;
        }
        return this;
    }

    /** Every plane, a row, times the matrix. */
    double[] apply(float[] planes) {
        double[] result = new double[planes.length];
        for (int at = 0; at < planes.length; at += cells) {
            for (int i = 0; i < cells; i++) {
                for (int j = 0; j < cells; j++) {
                    result[at + j] += planes[at + i] * transition[i][j];
                }
            }
        }
        return result;
    }

    /** Affinities drawn at random, whose higher powers differ much. */
    static LocalAffinities random(Stencil stencil, int height, int width, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] values = new float[stencil.size()][height * width];
        for (int o = 0; o < values.length; o++) {
            Stencil.Offset offset = stencil.ahead().get(o);
            for (int i = 0; i < values[o].length; i++) {
                int y = i / width + offset.dy();
                int x = i % width + offset.dx();
                boolean inside = y < height && x >= 0 && x < width;
                values[o][i] = inside ? (float) random.nextDouble() : 0;
            }
        }
        return new LocalAffinities(stencil, height, width, values);
    }

    static float[] planes(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] planes = new float[count];
        for (int i = 0; i < count; i++) {
            planes[i] = (float) random.nextDouble();
        }
        return planes;
    }
}
