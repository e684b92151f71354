package org.espalier.crf.dense;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops with vector instructions, eight labels at a time; where an image has up to four,
 * {@link VectorPairs} takes two pixels at a time. Every sum is that of {@link PlainMath}, in its
 * order, so the result is the same to the last bit; for this, products are rounded before they are
 * added.
 *
 * <p>All vectors are of eight floats. Once a virtual machine has seen vectors of two lengths it
 * compiles neither to single instructions any more, and both become ten times as slow.
 *
 * <p>Loaded only where the virtual machine was given the module {@code jdk.incubator.vector}.
 */
final class VectorMath implements LabelMath {
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final int BLOCK = 8;

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
            VectorPairs.receive(term, from, count, block);
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
                    int v = vertex[r] * stride + k;
                    sum = sum.add(FloatVector.fromArray(EIGHT, values, v).mul(weight[r]));
                }
                FloatVector.fromArray(EIGHT, block, out).add(sum.mul(n)).intoArray(block, out);
            }
        }
    }

    @Override
    public void softmax(float[] block, int count, int stride) {
        if (stride == 4) {
            VectorPairs.softmax(block, count);
            return;
        }
        int[] lanes = new int[BLOCK];
        float[] sums = new float[BLOCK];
        int end = count * stride;
        for (int i = 0; i < end; i += stride) {
            FloatVector sum = FloatVector.zero(EIGHT);
            for (int k = 0; k < stride; k += BLOCK) {
                FloatVector e = exp(FloatVector.fromArray(EIGHT, block, i + k), lanes);
                // at the end of the block, for the energies may be needed once more
                e.intoArray(block, end + k);
                sum = sum.add(e);
            }
            sum.intoArray(sums, 0);
            float total = Exponential.sum(sums, 0, BLOCK);
            if (!Exponential.reliable(total)) {
                Exponential.largestFirst(block, i, stride);
                continue;
            }
            float scale = 1f / total;
            for (int k = 0; k < stride; k += BLOCK) {
                FloatVector.fromArray(EIGHT, block, end + k).mul(scale).intoArray(block, i + k);
            }
        }
    }

    /**
     * {@link Exponential#of} of eight.
     *
     * @param lanes for eight places in its table
     */
    static FloatVector exp(FloatVector x, int[] lanes) {
        FloatVector bounded = x.max(Exponential.LOWEST).min(Exponential.HIGHEST);
        FloatVector steps = bounded.mul(Exponential.STEPS).add(Exponential.MAGIC);
        FloatVector rest = bounded.sub(steps.sub(Exponential.MAGIC).mul(1f / Exponential.STEPS));
        steps.reinterpretAsInts().sub(Exponential.ORIGIN).intoArray(lanes, 0);
        FloatVector start = FloatVector.fromArray(EIGHT, Exponential.TABLE, 0, lanes, 0);
        return rest.mul(0.5f).add(1f).mul(rest).add(1f).mul(start);
    }

    @Override
    public void send(Term term, int from, int count, float[] block) {
        if (term.stride == 4) {
            // corners of pixels side by side are the same: one would wait for the other's store
            plain.send(term, from, count, block);
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
                    FloatVector.fromArray(EIGHT, next, v).add(q.mul(weight[r])).intoArray(next, v);
                }
            }
        }
    }

    @Override
    public void gather(Term term, float[] values, int from, int to) {
        if (term.stride == 4) {
            plain.gather(term, values, from, to);
            return;
        }
        float[] weight = term.lattice.weight;
        float[] scale = term.lattice.scale;
        int[] entries = term.lattice.entries();
        int[] starts = term.lattice.entryStarts();
        int corners = term.lattice.corners;
        int stride = term.stride;
        for (int v = from; v < to; v++) {
            for (int k = 0; k < stride; k += BLOCK) {
                FloatVector sum = FloatVector.zero(EIGHT);
                for (int i = starts[v]; i < starts[v + 1]; i++) {
                    int pixel = entries[i] / corners;
                    FloatVector q =
                            FloatVector.fromArray(EIGHT, values, pixel * stride + k)
                                    .mul(scale[pixel]);
                    sum = sum.add(q.mul(weight[entries[i]]));
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
        int v = order[from] * stride + k;
        FloatVector before = FloatVector.zero(EIGHT);
        FloatVector here = FloatVector.fromArray(EIGHT, values, v);
        for (int i = from + 1; i < to; i++) {
            int n = order[i] * stride + k;
            FloatVector after = FloatVector.fromArray(EIGHT, values, n);
            before.add(after).mul(0.5f).add(here).intoArray(values, v);
            before = here;
            here = after;
            v = n;
        }
        before.mul(0.5f).add(here).intoArray(values, v);
    }
}
