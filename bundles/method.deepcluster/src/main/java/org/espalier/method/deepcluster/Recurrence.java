package org.espalier.method.deepcluster;

import java.util.Arrays;

/**
 * Tells classes apart by the images that an appearance recurs in. Regions of all images are grouped
 * into clusters of alike appearance; a region can only be of a class that its image may hold. By
 * expectation and maximisation,
 *
 * <pre>
 * {@code q_r(c) ~ e_r(c) phi_c(k_r),   phi_c(k) = (sum_{r in k} w_r q_r(c) + s) / sum_r w_r q_r(c)}
 * </pre>
 *
 * where e_r(c) is what is known of region r beforehand (0 where its image cannot hold c), w_r its
 * weight, k_r its cluster, and s a little of everything. A cluster that recurs in images without
 * tag c cannot be explained by c there, so another class claims it, and phi_c turns to clusters
 * that come and go with the tag. A labelled topic model, with images as documents and clusters as
 * words.
 *
 * <p>Where shares are known, each step also multiplies every class by a factor that brings its mass
 * to the share of the images that may hold it: so each image's tags are all explained, and a class
 * of small things does not claim a large cluster.
 */
final class Recurrence {
    private static final double SMOOTH = 0.05;
    private static final int BALANCING = 8;

    private final int classes;
    private final int clusters;
    private final int[] cluster;
    private final float[] weight;
    private final float[] evidence;
    private final double[] target;

    /**
     * @param cluster of each region
     * @param weight of each region, above 0; about 1
     * @param evidence {@code regions * classes} values: what is known beforehand; 0 is impossible,
     *     and something is possible in every region
     * @param shares of an image that each class fills; empty: not known
     */
    Recurrence(
            int classes,
            int clusters,
            int[] cluster,
            float[] weight,
            float[] evidence,
            float[] shares) {
        this.classes = classes;
        this.clusters = clusters;
        this.cluster = cluster;
        this.weight = weight;
        this.evidence = evidence;
        this.target = shares.length == 0 ? new double[0] : target(shares);
    }

    /**
     * The mass of each class, if every region's image has the shares of the classes it may hold.
     */
    private double[] target(float[] shares) {
        double[] masses = new double[classes];
        for (int r = 0; r < cluster.length; r++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += evidence[r * classes + c] > 0 ? shares[c] : 0;
            }
            for (int c = 0; c < classes; c++) {
                if (evidence[r * classes + c] > 0) {
                    masses[c] += weight[r] * shares[c] / sum;
                }
            }
        }
        return masses;
    }

    /**
     * What a cluster says of each class.
     *
     * @param steps of expectation and maximisation, at least 1
     * @return {@code clusters * classes} factors for {@link #posterior}
     */
    float[] table(int steps) {
        double[] flat = new double[clusters * classes];
        Arrays.fill(flat, 1);
        double[] table = balanced(flat);
        for (int step = 0; step < steps; step++) {
            table = balanced(maximised(table));
        }
        float[] values = new float[table.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) table[i];
        }
        return values;
    }

    /** phi for what the table makes of the regions. */
    private double[] maximised(double[] table) {
        double[] mass = new double[clusters * classes];
        double[] total = new double[classes];
        double[] q = new double[classes];
        for (int r = 0; r < cluster.length; r++) {
            expect(r, table, q);
            for (int c = 0; c < classes; c++) {
                mass[cluster[r] * classes + c] += weight[r] * q[c];
                total[c] += weight[r] * q[c];
            }
        }
        double all = Arrays.stream(total).sum();
        for (int i = 0; i < mass.length; i++) {
            double of = total[i % classes];
            mass[i] = of > 0 ? (mass[i] + SMOOTH * of / all) / of : 0;
        }
        return mass;
    }

    private void expect(int region, double[] table, double[] q) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            q[c] = evidence[region * classes + c] * table[cluster[region] * classes + c];
            sum += q[c];
        }
        for (int c = 0; c < classes; c++) {
            q[c] = sum > 0 ? q[c] / sum : 0;
        }
    }

    /** The table with every class times a factor that brings it near its share. */
    private double[] balanced(double[] table) {
        if (target.length == 0) {
            return table;
        }
        double[] scaled = table.clone();
        double[] q = new double[classes];
        for (int i = 0; i < BALANCING; i++) {
            double[] mass = new double[classes];
            for (int r = 0; r < cluster.length; r++) {
                expect(r, scaled, q);
                for (int c = 0; c < classes; c++) {
                    mass[c] += weight[r] * q[c];
                }
            }
            for (int k = 0; k < scaled.length; k++) {
                int c = k % classes;
                scaled[k] *= mass[c] > 0 ? target[c] / mass[c] : 1;
            }
        }
        return scaled;
    }

    /**
     * The probabilities of a region's classes.
     *
     * @param evidence of the region, by class
     * @param table of {@link #table}
     * @param cluster of the region
     */
    static float[] posterior(float[] evidence, float[] table, int cluster) {
        float[] q = evidence.clone();
        double sum = 0;
        for (int c = 0; c < q.length; c++) {
            q[c] *= table[cluster * q.length + c];
            sum += q[c];
        }
        for (int c = 0; c < q.length; c++) {
            q[c] = sum > 0 ? (float) (q[c] / sum) : 0;
        }
        return q;
    }
}
