package org.espalier.crf.dense;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops with vector instructions: eight labels at a time, or four where there are no
 * more. Loaded only where the virtual machine was given the module {@code jdk.incubator.vector}.
 */
final class VectorMath implements LabelMath {
    private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final int BLOCK = 8;

    /** Added to a float of less than 2^22 it leaves the nearest integer in the low bits. */
    private static final float MAGIC = 0x1.8p23f;

    private static final float LOG2_E = (float) (1 / Math.log(2));

    /** The logarithm of 2 in two parts: few bits, so that products are exact, and the rest. */
    private static final float LN2_HIGH = 0.693359375f;

    private static final float LN2_LOW = (float) (Math.log(2) - LN2_HIGH);

    private final PlainMath plain = new PlainMath();

    /** Whether the processor has instructions for eight floats; without them this is very slow. */
    static boolean fast() {
        return FloatVector.SPECIES_PREFERRED.length() >= BLOCK;
    }

    @Override
    public String name() {
        return "Vector API";
    }

    @Override
    public int stride(int labels) {
        return labels <= 4 ? 4 : (labels + BLOCK - 1) / BLOCK * BLOCK;
    }

    @Override
    public void receive(Term term, int from, int count, float[] block) {
        if (term.stride == 4) {
            receiveFour(term, from, count, block);
            return;
        }
        int[] vertex = term.lattice.vertex;
        float[] weight = term.lattice.weight;
        float[] scale = term.lattice.scale;
        float[] values = term.values;
        int corners = term.lattice.corners;
        int stride = term.stride;
        float strength = term.strength;
        int i = from * corners;
        int out = 0;
        for (int p = 0; p < count; p++, i += corners) {
            FloatVector n = FloatVector.broadcast(EIGHT, scale[from + p] * strength);
            for (int k = 0; k < stride; k += BLOCK, out += BLOCK) {
                FloatVector sum = FloatVector.zero(EIGHT);
                for (int r = i; r < i + corners; r++) {
                    FloatVector w = FloatVector.broadcast(EIGHT, weight[r]);
                    sum = FloatVector.fromArray(EIGHT, values, vertex[r] * stride + k).fma(w, sum);
                }
                sum.fma(n, FloatVector.fromArray(EIGHT, block, out)).intoArray(block, out);
            }
        }
    }

    private static void receiveFour(Term term, int from, int count, float[] block) {
        int[] vertex = term.lattice.vertex;
        float[] weight = term.lattice.weight;
        float[] scale = term.lattice.scale;
        float[] values = term.values;
        int corners = term.lattice.corners;
        float strength = term.strength;
        int i = from * corners;
        int out = 0;
        for (int p = 0; p < count; p++, out += 4) {
            FloatVector sum = FloatVector.zero(FOUR);
            for (int end = i + corners; i < end; i++) {
                FloatVector w = FloatVector.broadcast(FOUR, weight[i]);
                sum = FloatVector.fromArray(FOUR, values, vertex[i] * 4).fma(w, sum);
            }
            FloatVector n = FloatVector.broadcast(FOUR, scale[from + p] * strength);
            sum.fma(n, FloatVector.fromArray(FOUR, block, out)).intoArray(block, out);
        }
    }

    @Override
    public void softmax(float[] block, int count, int stride) {
        if (stride == 4) {
            plain.softmax(block, count, stride);
            return;
        }
        int end = count * stride;
        for (int i = 0; i < end; i += stride) {
            FloatVector sums = FloatVector.zero(EIGHT);
            for (int k = 0; k < stride; k += BLOCK) {
                FloatVector e = exp(FloatVector.fromArray(EIGHT, block, i + k));
                // at the end of the block, for the energies may be needed once more
                e.intoArray(block, end + k);
                sums = sums.add(e);
            }
            float sum = sums.reduceLanes(VectorOperators.ADD);
            if (!Exponential.reliable(sum)) {
                Exponential.largestFirst(block, i, stride);
                continue;
            }
            FloatVector scale = FloatVector.broadcast(EIGHT, 1f / sum);
            for (int k = 0; k < stride; k += BLOCK) {
                FloatVector.fromArray(EIGHT, block, end + k).mul(scale).intoArray(block, i + k);
            }
        }
    }

    /** e to the power of x: 2^n e^r, with a polynomial for e^r. Bounded as {@link Exponential}. */
    private static FloatVector exp(FloatVector x) {
        FloatVector bounded = x.max(Exponential.LOWEST).min(Exponential.HIGHEST);
        FloatVector magic = FloatVector.broadcast(EIGHT, MAGIC);
        FloatVector shifted = bounded.fma(FloatVector.broadcast(EIGHT, LOG2_E), magic);
        FloatVector n = shifted.sub(magic);
        FloatVector r = n.fma(FloatVector.broadcast(EIGHT, -LN2_HIGH), bounded);
        r = n.fma(FloatVector.broadcast(EIGHT, -LN2_LOW), r);
        FloatVector one = FloatVector.broadcast(EIGHT, 1f);
        FloatVector p = FloatVector.broadcast(EIGHT, 1f / 720);
        p = p.fma(r, FloatVector.broadcast(EIGHT, 1f / 120));
        p = p.fma(r, FloatVector.broadcast(EIGHT, 1f / 24));
        p = p.fma(r, FloatVector.broadcast(EIGHT, 1f / 6));
        p = p.fma(r, FloatVector.broadcast(EIGHT, 0.5f));
        p = p.fma(r, one);
        p = p.fma(r, one);
        IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        return p.reinterpretAsInts().add(power).reinterpretAsFloats();
    }

    @Override
    public void send(Term term, int from, int count, float[] block) {
        if (term.stride == 4) {
            sendFour(term, from, count, block);
            return;
        }
        int[] vertex = term.lattice.vertex;
        float[] weight = term.lattice.weight;
        float[] scale = term.lattice.scale;
        float[] next = term.next;
        int corners = term.lattice.corners;
        int stride = term.stride;
        int i = from * corners;
        int in = 0;
        for (int p = 0; p < count; p++, i += corners) {
            for (int k = 0; k < stride; k += BLOCK, in += BLOCK) {
                FloatVector q = FloatVector.fromArray(EIGHT, block, in).mul(scale[from + p]);
                for (int r = i; r < i + corners; r++) {
                    int v = vertex[r] * stride + k;
                    FloatVector w = FloatVector.broadcast(EIGHT, weight[r]);
                    q.fma(w, FloatVector.fromArray(EIGHT, next, v)).intoArray(next, v);
                }
            }
        }
    }

    private static void sendFour(Term term, int from, int count, float[] block) {
        int[] vertex = term.lattice.vertex;
        float[] weight = term.lattice.weight;
        float[] scale = term.lattice.scale;
        float[] next = term.next;
        int corners = term.lattice.corners;
        int i = from * corners;
        int in = 0;
        for (int p = 0; p < count; p++, in += 4) {
            FloatVector q = FloatVector.fromArray(FOUR, block, in).mul(scale[from + p]);
            for (int end = i + corners; i < end; i++) {
                int v = vertex[i] * 4;
                FloatVector w = FloatVector.broadcast(FOUR, weight[i]);
                q.fma(w, FloatVector.fromArray(FOUR, next, v)).intoArray(next, v);
            }
        }
    }

    @Override
    public void gather(Term term, float[] values, int from, int to) {
        if (term.stride == 4) {
            gather(FOUR, term, values, from, to);
        } else {
            gather(EIGHT, term, values, from, to);
        }
    }

    private static void gather(
            VectorSpecies<Float> species, Term term, float[] values, int from, int to) {
        float[] weight = term.lattice.weight;
        float[] scale = term.lattice.scale;
        int[] entries = term.lattice.entries();
        int[] starts = term.lattice.entryStarts();
        int corners = term.lattice.corners;
        int stride = term.stride;
        for (int v = from; v < to; v++) {
            for (int k = 0; k < stride; k += species.length()) {
                FloatVector sum = FloatVector.zero(species);
                for (int i = starts[v]; i < starts[v + 1]; i++) {
                    FloatVector w = FloatVector.broadcast(species, weight[entries[i]]);
                    int pixel = entries[i] / corners;
                    FloatVector q =
                            FloatVector.fromArray(species, values, pixel * stride + k)
                                    .mul(scale[pixel]);
                    sum = q.fma(w, sum);
                }
                sum.intoArray(term.next, v * stride + k);
            }
        }
    }

    @Override
    public void blur(Term term, int axis, int from, int to) {
        if (term.stride == 4) {
            plain.blur(term, axis, from, to);
            return;
        }
        int[] order = term.lattice.chains(axis).order();
        int[] starts = term.lattice.chains(axis).starts();
        for (int chain = from; chain < to; chain++) {
            for (int k = 0; k < term.stride; k += BLOCK) {
                blurChain(order, starts[chain], starts[chain + 1], term.next, term.stride, k);
            }
        }
    }

    private static void blurChain(
            int[] order, int from, int to, float[] values, int stride, int k) {
        FloatVector half = FloatVector.broadcast(EIGHT, 0.5f);
        int v = order[from] * stride + k;
        FloatVector before = FloatVector.zero(EIGHT);
        FloatVector here = FloatVector.fromArray(EIGHT, values, v);
        for (int i = from + 1; i < to; i++) {
            int n = order[i] * stride + k;
            FloatVector after = FloatVector.fromArray(EIGHT, values, n);
            before.add(after).fma(half, here).intoArray(values, v);
            before = here;
            here = after;
            v = n;
        }
        before.fma(half, here).intoArray(values, v);
    }
}
