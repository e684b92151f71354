package org.espalier.crf.dense;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.data.Image;

/**
 * The same model written down as simply as can be, in doubles: one lattice for any number of
 * features with a hash map of coordinates, and the exact kernel besides. Slow, and shares no code
 * with the bundle.
 */
final class Reference {
    private final int pixels;
    private final double[][] features;
    private final boolean exact;
    private final List<Map<List<Integer>, Double>> enclosing;

    private Reference(double[][] features, boolean exact) {
        this.features = features;
        this.pixels = features.length;
        this.exact = exact;
        this.enclosing =
                exact ? List.of() : Arrays.stream(features).map(Reference::enclose).toList();
    }

    static double[] marginals(
            Image image, double[] energies, int labels, CrfParameters p, boolean exact) {
        int n = image.width() * image.height();
        double[][] near = new double[n][];
        double[][] alike = new double[n][];
        for (int i = 0; i < n; i++) {
            int x = i % image.width();
            int y = i / image.width();
            near[i] = new double[] {x / p.gaussianWidth(), y / p.gaussianWidth()};
            alike[i] =
                    new double[] {
                        x / p.bilateralWidth(),
                        y / p.bilateralWidth(),
                        image.value(x, y, 0) / p.colourWidth(),
                        image.value(x, y, 1) / p.colourWidth(),
                        image.value(x, y, 2) / p.colourWidth()
                    };
        }
        var smoothness = new Reference(near, exact);
        var appearance = new Reference(alike, exact);
        double[] q = softmax(energies, labels);
        for (int t = 0; t < p.iterations(); t++) {
            double[] total = energies.clone();
            smoothness.add(q, p.gaussianCompatibility(), total, labels);
            appearance.add(q, p.bilateralCompatibility(), total, labels);
            q = softmax(total, labels);
        }
        return q;
    }

    /** Energies are negated here: the larger the likelier; plane by plane. */
    private static double[] softmax(double[] values, int labels) {
        int n = values.length / labels;
        double[] q = new double[values.length];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < labels; k++) {
                sum += Math.exp(values[k * n + i] - values[i]);
            }
            for (int k = 0; k < labels; k++) {
                q[k * n + i] = Math.exp(values[k * n + i] - values[i]) / sum;
            }
        }
        return q;
    }

    private void add(double[] q, double weight, double[] total, int labels) {
        double[] ones = new double[pixels];
        Arrays.fill(ones, 1);
        double[] response = filter(ones);
        for (int k = 0; k < labels; k++) {
            double[] plane = new double[pixels];
            for (int i = 0; i < pixels; i++) {
                plane[i] = q[k * pixels + i] / Math.sqrt(response[i]);
            }
            double[] filtered = filter(plane);
            for (int i = 0; i < pixels; i++) {
                total[k * pixels + i] += weight * filtered[i] / Math.sqrt(response[i]);
            }
        }
    }

    private double[] filter(double[] values) {
        return exact ? exactFilter(values) : latticeFilter(values);
    }

    private double[] exactFilter(double[] values) {
        double[] filtered = new double[pixels];
        for (int i = 0; i < pixels; i++) {
            for (int j = 0; j < pixels; j++) {
                double distance = 0;
                for (int f = 0; f < features[i].length; f++) {
                    distance += Math.pow(features[i][f] - features[j][f], 2);
                }
                filtered[i] += Math.exp(-distance / 2) * values[j];
            }
        }
        return filtered;
    }

    private double[] latticeFilter(double[] values) {
        Map<List<Integer>, Double> corners = new HashMap<>();
        for (int i = 0; i < pixels; i++) {
            double value = values[i];
            enclosing.get(i).forEach((key, b) -> corners.merge(key, b * value, Double::sum));
        }
        int d = features[0].length;
        Map<List<Integer>, Double> blurred = corners;
        for (int axis = 0; axis <= d; axis++) {
            Map<List<Integer>, Double> before = blurred;
            int along = axis;
            blurred =
                    before.entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey,
                                            e ->
                                                    e.getValue()
                                                            + 0.5
                                                                    * (at(
                                                                                    before,
                                                                                    e.getKey(),
                                                                                    along,
                                                                                    1)
                                                                            + at(
                                                                                    before,
                                                                                    e.getKey(),
                                                                                    along,
                                                                                    -1))));
        }
        double[] filtered = new double[pixels];
        for (int i = 0; i < pixels; i++) {
            for (var corner : enclosing.get(i).entrySet()) {
                filtered[i] += corner.getValue() * blurred.get(corner.getKey());
            }
            filtered[i] /= 1 + Math.pow(2, -d);
        }
        return filtered;
    }

    private static double at(
            Map<List<Integer>, Double> corners, List<Integer> key, int axis, int way) {
        int d = key.size() - 1;
        List<Integer> neighbour =
                IntStream.rangeClosed(0, d)
                        .mapToObj(j -> key.get(j) + way * (j == axis ? -d : 1))
                        .toList();
        return corners.getOrDefault(neighbour, 0.0);
    }

    /** The corners of the simplex around a feature vector, all d+1 coordinates of each. */
    private static Map<List<Integer>, Double> enclose(double[] feature) {
        int d = feature.length;
        double[] elevated = new double[d + 1];
        for (int i = 0; i < d; i++) {
            double c = feature[i] * Math.sqrt(2.0 / 3) * (d + 1) / Math.sqrt((i + 1.0) * (i + 2.0));
            for (int j = 0; j <= i; j++) {
                elevated[j] += c;
            }
            elevated[i + 1] -= (i + 1) * c;
        }
        int[] zero = new int[d + 1];
        int sum = 0;
        for (int i = 0; i <= d; i++) {
            zero[i] = (int) Math.rint(elevated[i] / (d + 1)) * (d + 1);
            sum += zero[i] / (d + 1);
        }
        Integer[] byMiss = IntStream.rangeClosed(0, d).boxed().toArray(Integer[]::new);
        Arrays.sort(byMiss, (a, b) -> Double.compare(elevated[b] - zero[b], elevated[a] - zero[a]));
        // on the plane again: the least missed go down, or the most missed go up
        for (; sum > 0; sum--) {
            zero[byMiss[d + 1 - sum]] -= d + 1;
        }
        for (; sum < 0; sum++) {
            zero[byMiss[-sum - 1]] += d + 1;
        }
        Arrays.sort(byMiss, (a, b) -> Double.compare(elevated[b] - zero[b], elevated[a] - zero[a]));
        Map<List<Integer>, Double> corners = new HashMap<>();
        for (int r = 0; r <= d; r++) {
            Integer[] key = new Integer[d + 1];
            for (int rank = 0; rank <= d; rank++) {
                int j = byMiss[rank];
                key[j] = zero[j] + (rank <= d - r ? r : r - (d + 1));
            }
            double above =
                    r == 0
                            ? 1 + miss(elevated, zero, byMiss[d])
                            : miss(elevated, zero, byMiss[d - r]);
            double below =
                    r == 0
                            ? miss(elevated, zero, byMiss[0])
                            : miss(elevated, zero, byMiss[d + 1 - r]);
            corners.merge(List.of(key), above - below, Double::sum);
        }
        return corners;
    }

    private static double miss(double[] elevated, int[] zero, int i) {
        return (elevated[i] - zero[i]) / elevated.length;
    }
}
