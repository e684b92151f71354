package org.espalier.crf.dense;

/**
 * The inner loops in plain Java: four labels at a time, in local variables, because the compiler
 * does not turn loops of so few rounds into vector instructions.
 */
final class PlainMath implements LabelMath {
    private static final int BLOCK = 4;

    @Override
    public String name() {
        return "plain Java";
    }

    @Override
    public int stride(int labels) {
        return (labels + BLOCK - 1) / BLOCK * BLOCK;
    }

    @Override
    public void receive(Term term, int from, int count, float[] block) {
        int[] vertex = term.lattice.vertex;
        float[] weight = term.lattice.weight;
        float[] values = term.values;
        float[] scale = term.lattice.scale;
        float strength = term.strength;
        int corners = term.lattice.corners;
        int stride = term.stride;
        for (int k = 0; k < stride; k += BLOCK) {
            int i = from * corners;
            int out = k;
            for (int p = 0; p < count; p++) {
                float a0 = 0;
                float a1 = 0;
                float a2 = 0;
                float a3 = 0;
                // a lattice has three or six corners a pixel
                for (int end = i + corners; i < end; i += 3) {
                    int v = vertex[i] * stride + k;
                    float w = weight[i];
                    a0 += w * values[v];
                    a1 += w * values[v + 1];
                    a2 += w * values[v + 2];
                    a3 += w * values[v + 3];
                    v = vertex[i + 1] * stride + k;
                    w = weight[i + 1];
                    a0 += w * values[v];
                    a1 += w * values[v + 1];
                    a2 += w * values[v + 2];
                    a3 += w * values[v + 3];
                    v = vertex[i + 2] * stride + k;
                    w = weight[i + 2];
                    a0 += w * values[v];
                    a1 += w * values[v + 1];
                    a2 += w * values[v + 2];
                    a3 += w * values[v + 3];
                }
                float n = scale[from + p] * strength;
                block[out] += n * a0;
                block[out + 1] += n * a1;
                block[out + 2] += n * a2;
                block[out + 3] += n * a3;
                out += stride;
            }
        }
    }

    @Override
    public void softmax(float[] block, int count, int stride) {
        int end = count * stride;
        if (stride == BLOCK) {
            for (int i = 0; i < end; i += BLOCK) {
                Exponential.softmaxOfFour(block, i);
            }
            return;
        }
        for (int i = 0; i < end; i += stride) {
            for (int k = 0; k < stride; k += BLOCK) {
                // at the end of the block, for the energies may be needed once more
                block[end + k] = Exponential.of(block[i + k]);
                block[end + k + 1] = Exponential.of(block[i + k + 1]);
                block[end + k + 2] = Exponential.of(block[i + k + 2]);
                block[end + k + 3] = Exponential.of(block[i + k + 3]);
            }
            float sum = Exponential.sum(block, end, stride);
            if (!Exponential.reliable(sum)) {
                Exponential.largestFirst(block, i, stride);
                continue;
            }
            float scale = 1f / sum;
            for (int k = 0; k < stride; k++) {
                block[i + k] = block[end + k] * scale;
            }
        }
    }

    @Override
    public void send(Term term, int from, int count, float[] block) {
        int[] vertex = term.lattice.vertex;
        float[] weight = term.lattice.weight;
        float[] scale = term.lattice.scale;
        float[] next = term.next;
        int corners = term.lattice.corners;
        int stride = term.stride;
        for (int k = 0; k < stride; k += BLOCK) {
            int i = from * corners;
            int in = k;
            for (int p = 0; p < count; p++) {
                float n = scale[from + p];
                float q0 = n * block[in];
                float q1 = n * block[in + 1];
                float q2 = n * block[in + 2];
                float q3 = n * block[in + 3];
                in += stride;
                for (int end = i + corners; i < end; i += 3) {
                    int v = vertex[i] * stride + k;
                    float w = weight[i];
                    next[v] += w * q0;
                    next[v + 1] += w * q1;
                    next[v + 2] += w * q2;
                    next[v + 3] += w * q3;
                    v = vertex[i + 1] * stride + k;
                    w = weight[i + 1];
                    next[v] += w * q0;
                    next[v + 1] += w * q1;
                    next[v + 2] += w * q2;
                    next[v + 3] += w * q3;
                    v = vertex[i + 2] * stride + k;
                    w = weight[i + 2];
                    next[v] += w * q0;
                    next[v + 1] += w * q1;
                    next[v + 2] += w * q2;
                    next[v + 3] += w * q3;
                }
            }
        }
    }

    @Override
    public void gather(Term term, float[] values, int from, int to) {
        float[] weight = term.lattice.weight;
        float[] scale = term.lattice.scale;
        int[] entries = term.lattice.entries();
        int[] starts = term.lattice.entryStarts();
        float[] next = term.next;
        int corners = term.lattice.corners;
        int stride = term.stride;
        for (int v = from; v < to; v++) {
            for (int k = 0; k < stride; k += BLOCK) {
                float a0 = 0;
                float a1 = 0;
                float a2 = 0;
                float a3 = 0;
                for (int i = starts[v]; i < starts[v + 1]; i++) {
                    float w = weight[entries[i]];
                    int pixel = entries[i] / corners;
                    float n = scale[pixel];
                    int p = pixel * stride + k;
                    a0 += w * (n * values[p]);
                    a1 += w * (n * values[p + 1]);
                    a2 += w * (n * values[p + 2]);
                    a3 += w * (n * values[p + 3]);
                }
                int out = v * stride + k;
                next[out] = a0;
                next[out + 1] = a1;
                next[out + 2] = a2;
                next[out + 3] = a3;
            }
        }
    }

    @Override
    public void blur(Term term, int axis, int from, int to) {
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
        float p0 = 0;
        float p1 = 0;
        float p2 = 0;
        float p3 = 0;
        float c0 = values[v];
        float c1 = values[v + 1];
        float c2 = values[v + 2];
        float c3 = values[v + 3];
        for (int i = from + 1; i < to; i++) {
            int n = order[i] * stride + k;
            float n0 = values[n];
            float n1 = values[n + 1];
            float n2 = values[n + 2];
            float n3 = values[n + 3];
            values[v] = c0 + 0.5f * (p0 + n0);
            values[v + 1] = c1 + 0.5f * (p1 + n1);
            values[v + 2] = c2 + 0.5f * (p2 + n2);
            values[v + 3] = c3 + 0.5f * (p3 + n3);
            p0 = c0;
            p1 = c1;
            p2 = c2;
            p3 = c3;
            c0 = n0;
            c1 = n1;
            c2 = n2;
            c3 = n3;
            v = n;
        }
        values[v] = c0 + 0.5f * p0;
        values[v + 1] = c1 + 0.5f * p1;
        values[v + 2] = c2 + 0.5f * p2;
        values[v + 3] = c3 + 0.5f * p3;
    }
}
