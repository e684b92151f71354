package org.espalier.evaluator.miou;

/** Pixels in the intersection and in the union of prediction and truth, for each class. */
final class Overlap {
    private final long[] intersection;
    private final long[] union;

    Overlap(int classes) {
        intersection = new long[classes];
        union = new long[classes];
    }

    void add(int id, long inIntersection, long inUnion) {
        intersection[id] += inIntersection;
        union[id] += inUnion;
    }

    /** IoU of a class, or NaN when it does not occur. */
    double iou(int id) {
        return union[id] == 0 ? Double.NaN : (double) intersection[id] / union[id];
    }

    /** Mean IoU of the classes that occur, or NaN when none does. */
    double mean() {
        double sum = 0;
        int occurring = 0;
        for (int id = 0; id < union.length; id++) {
            if (union[id] > 0) {
                sum += iou(id);
                occurring++;
            }
        }
        return occurring == 0 ? Double.NaN : sum / occurring;
    }

    /** The classes that occur, as triples of id, intersection and union. */
    long[] triples() {
        long[] triples = new long[3 * union.length];
        int end = 0;
        for (int id = 0; id < union.length; id++) {
            if (union[id] > 0) {
                triples[end++] = id;
                triples[end++] = intersection[id];
                triples[end++] = union[id];
            }
        }
        return java.util.Arrays.copyOf(triples, end);
    }

    /** Adds what {@link #triples} gave of another overlap. */
    void add(long[] triples) {
        for (int i = 0; i < triples.length; i += 3) {
            add((int) triples[i], triples[i + 1], triples[i + 2]);
        }
    }
}
