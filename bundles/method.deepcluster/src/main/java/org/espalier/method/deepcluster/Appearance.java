package org.espalier.method.deepcluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;
import org.espalier.api.data.BadInputException;
import org.espalier.heads.RowMoments;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;

/**
 * Groups rows of features into clusters by k-means++: rows are standardised and brought to length
 * one.
 *
 * @param moments of the features
 * @param centres of the clusters, {@code clusters * channels} values
 */
record Appearance(RowMoments moments, float[] centres) {
    private static final String MEAN = "appearance.mean";
    private static final String SCALE = "appearance.scale";
    private static final String CENTRES = "appearance.centres";
    private static final int ITERATIONS = 12;

    /** How many rows centres are sought among. */
    private static final int MOST = 8000;

    /**
     * Finds clusters.
     *
     * @param rows of features; not changed
     * @param clusters wanted; fewer come back where there are fewer rows
     */
    static Appearance of(float[] rows, int channels, int clusters, long seed) {
        RowMoments moments = RowMoments.of(List.of(rows), channels);
        float[] some = some(rows, channels, seed);
        moments.apply(some);
        unit(some, channels);
        return new Appearance(moments, centres(some, channels, clusters, seed));
    }

    /** Evenly drawn rows, at most {@link #MOST}; a copy. */
    private static float[] some(float[] rows, int channels, long seed) {
        int count = rows.length / channels;
        if (count <= MOST) {
            return rows.clone();
        }
        SplittableRandom random = new SplittableRandom(seed);
        float[] some = new float[MOST * channels];
        for (int i = 0; i < MOST; i++) {
            int from = (int) ((long) i * count / MOST);
            int to = (int) ((i + 1L) * count / MOST);
            int row = from + random.nextInt(to - from);
            System.arraycopy(rows, row * channels, some, i * channels, channels);
        }
        return some;
    }

    /** Brings each row to length one, in place; a row of zeros stays. */
    static void unit(float[] rows, int channels) {
        for (int at = 0; at < rows.length; at += channels) {
            double square = 0;
            for (int c = 0; c < channels; c++) {
                square += (double) rows[at + c] * rows[at + c];
            }
            float length = (float) Math.max(1e-12, Math.sqrt(square));
            for (int c = 0; c < channels; c++) {
                rows[at + c] /= length;
            }
        }
    }

    /**
     * Centres by k-means++, the same for the same rows and seed.
     *
     * @return {@code min(clusters, rows) * channels} values
     */
    static float[] centres(float[] rows, int channels, int clusters, long seed) {
        List<DoublePoint> points = new ArrayList<>();
        for (int at = 0; at < rows.length; at += channels) {
            double[] point = new double[channels];
            for (int c = 0; c < channels; c++) {
                point[c] = rows[at + c];
            }
            points.add(new DoublePoint(point));
        }
        List<CentroidCluster<DoublePoint>> found =
                new KMeansPlusPlusClusterer<DoublePoint>(
                                Math.min(clusters, points.size()),
                                ITERATIONS,
                                new EuclideanDistance(),
                                new Well19937c(seed),
                                KMeansPlusPlusClusterer.EmptyClusterStrategy.FARTHEST_POINT)
                        .cluster(points);
        float[] centres = new float[found.size() * channels];
        for (int k = 0; k < found.size(); k++) {
            double[] centre = found.get(k).getCenter().getPoint();
            for (int c = 0; c < channels; c++) {
                centres[k * channels + c] = (float) centre[c];
            }
        }
        return centres;
    }

    /** How many clusters. */
    int clusters() {
        return centres.length / moments.mean().length;
    }

    /**
     * The cluster of each row.
     *
     * @param rows of features as they are; used up
     */
    int[] assign(float[] rows) {
        int channels = moments.mean().length;
        moments.apply(rows);
        unit(rows, channels);
        return nearest(rows, centres, channels);
    }

    /** The nearest centre of each row; the first of those that are equally near. */
    static int[] nearest(float[] rows, float[] centres, int channels) {
        int[] nearest = new int[rows.length / channels];
        for (int r = 0; r < nearest.length; r++) {
            float least = Float.POSITIVE_INFINITY;
            for (int k = 0; k < centres.length / channels; k++) {
                float distance = 0;
                for (int c = 0; c < channels; c++) {
                    float off = rows[r * channels + c] - centres[k * channels + c];
                    distance += off * off;
                }
                if (distance < least) {
                    least = distance;
                    nearest[r] = k;
                }
            }
        }
        return nearest;
    }

    /** As tensors. */
    Map<String, Tensor> tensors() {
        int channels = moments.mean().length;
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(MEAN, Tensor.of(moments.mean(), channels));
        tensors.put(SCALE, Tensor.of(moments.scale(), channels));
        tensors.put(CENTRES, Tensor.of(centres, clusters(), channels));
        return tensors;
    }

    /**
     * From what {@link #tensors()} gave.
     *
     * @throws BadInputException when the file has no such tensors
     */
    static Appearance of(SafeTensors tensors, Path file) throws BadInputException {
        return new Appearance(
                new RowMoments(
                        tensors.require(MEAN, file).values(),
                        tensors.require(SCALE, file).values()),
                tensors.require(CENTRES, file).values());
    }
}
