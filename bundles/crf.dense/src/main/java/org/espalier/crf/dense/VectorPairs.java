package org.espalier.crf.dense;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Inner loops for up to four labels: a vector of eight holds the values of two pixels. */
final class VectorPairs {
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final int PAIR = 8;

    private static final VectorShuffle<Float> LOWER_TWICE =
            VectorShuffle.fromValues(EIGHT, 0, 1, 2, 3, 0, 1, 2, 3);
    private static final VectorMask<Float> UPPER = VectorMask.fromLong(EIGHT, 0xF0);

    private static final VectorShuffle<Float> NEXT =
            VectorShuffle.fromValues(EIGHT, 1, 0, 3, 2, 5, 4, 7, 6);
    private static final VectorShuffle<Float> NEXT_BUT_ONE =
            VectorShuffle.fromValues(EIGHT, 2, 3, 0, 1, 6, 7, 4, 5);

    private VectorPairs() {}

    /** As {@link LabelMath#receive}, of four labels. */
    static void receive(Term term, int from, int count, float[] block) {
        int i = from * term.lattice.corners;
        int end = count & -2;
        for (int p = 0; p < end; p += 2) {
            FloatVector first = received(term, i, from + p);
            i += term.lattice.corners;
            FloatVector second = received(term, i, from + p + 1);
            i += term.lattice.corners;
            FloatVector both = first.blend(second.rearrange(LOWER_TWICE), UPPER);
            FloatVector.fromArray(EIGHT, block, p * 4).add(both).intoArray(block, p * 4);
        }
        if (end < count) {
            FloatVector last = received(term, i, from + end);
            for (int k = 0; k < 4; k++) {
                block[end * 4 + k] += last.lane(k);
            }
        }
    }

    /** What a pixel receives, in the lower half; the upper half holds what lies beside it. */
    private static FloatVector received(Term term, int from, int pixel) {
        int[] vertex = term.lattice.vertex;
        float[] weight = term.lattice.weight;
        FloatVector sum = FloatVector.zero(EIGHT);
        for (int i = from; i < from + term.lattice.corners; i++) {
            sum = sum.add(FloatVector.fromArray(EIGHT, term.values, vertex[i] * 4).mul(weight[i]));
        }
        return sum.mul(term.lattice.scale[pixel] * term.strength);
    }

    /** As {@link LabelMath#softmax}, of four labels. */
    static void softmax(float[] block, int count) {
        int[] lanes = new int[PAIR];
        int end = count * 4 & -PAIR;
        for (int i = 0; i < end; i += PAIR) {
            FloatVector e = VectorMath.exp(FloatVector.fromArray(EIGHT, block, i), lanes);
            FloatVector sum = e.add(e.rearrange(NEXT));
            sum = sum.add(sum.rearrange(NEXT_BUT_ONE));
            VectorMask<Float> reliable =
                    sum.compare(VectorOperators.GT, Exponential.UNDERFLOW)
                            .and(sum.compare(VectorOperators.LT, Exponential.OVERFLOW));
            if (reliable.allTrue()) {
                e.mul(FloatVector.broadcast(EIGHT, 1f).div(sum)).intoArray(block, i);
            } else {
                Exponential.softmaxOfFour(block, i);
                Exponential.softmaxOfFour(block, i + 4);
            }
        }
        if (end < count * 4) {
            Exponential.softmaxOfFour(block, end);
        }
    }
}
