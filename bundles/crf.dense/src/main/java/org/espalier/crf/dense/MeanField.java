package org.espalier.crf.dense;

import java.util.Arrays;
import java.util.List;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.ScoreMap;

/**
 * One mean field inference. With Potts compatibility and all pixels updated at once, an iteration
 * is
 *
 * <pre>  Q = softmax(-U + sum over the kernels m of w_m n_m K_m (n_m Q))</pre>
 *
 * where n normalises the kernel symmetrically. A single thread runs through the pixels once an
 * iteration: it receives the messages of the last one, and sends those of the next. Several threads
 * keep the marginals of all pixels instead, and share out the corners to sum what is sent to them;
 * every sum is added up in the same order, so the result is the same to the last bit.
 */
final class MeanField {
    private static final int BLOCK_PIXELS = 256;

    private final PixelOrder order;
    private final Unary unary;
    private final int iterations;
    private final LabelMath math;
    private final int labels;
    private final int stride;
    private final Term[] terms;
    private final float[] field;
    private final float[] marginals;
    private final ArrayPool pool;

    /**
     * @param kernels whose lattices are indexed if several threads are to work
     * @param alone whether one thread is to work
     */
    MeanField(
            PixelOrder order,
            List<Kernel> kernels,
            int iterations,
            Unary unary,
            boolean alone,
            Engine engine) {
        this.order = order;
        this.unary = unary;
        this.iterations = iterations;
        math = engine.choice().now();
        pool = engine.pool();
        labels = unary.classIds().length;
        stride = math.stride(labels);
        terms = new Term[kernels.size()];
        for (int m = 0; m < terms.length; m++) {
            terms[m] = new Term(kernels.get(m), stride, alone, pool);
        }
        int length = Term.length(order.pixels(), stride);
        field = pool.floats(length);
        marginals = alone ? field : pool.floats(length);
    }

    /** Infers, in as many threads as the team has. */
    ScoreMap infer(int threads) {
        float[] planes = new float[order.pixels() * labels];
        try {
            Team.run(threads, member -> work(member, planes));
        } finally {
            release();
        }
        return new ScoreMap(unary.classIds(), order.width(), order.height(), planes);
    }

    private void release() {
        for (Term term : terms) {
            term.release(pool);
        }
        pool.release(field);
        if (marginals != field) {
            pool.release(marginals);
        }
    }

    private void work(Team.Member member, float[] planes) {
        float[] block = pool.floats((BLOCK_PIXELS + 1) * stride);
        int fromBand = member.from(order.bands());
        int toBand = member.to(order.bands());
        order.forEachRun(fromBand, toBand, this::load);
        member.await();
        for (int t = 0; t <= iterations; t++) {
            boolean last = t == iterations;
            if (member.size() == 1 && !last) {
                send(t > 0, block);
            } else {
                update(member, t > 0, block);
                if (!last) {
                    gather(member);
                }
            }
            if (!last) {
                blur(member);
            }
        }
        order.forEachRun(fromBand, toBand, (x, y, n, position) -> store(x, y, n, position, planes));
        pool.release(block);
    }

    /** Takes the unary term of a piece of a row. */
    private void load(int x, int y, int count, int position) {
        int at = position * stride;
        unary.energies(x, y, count, field, at, stride);
        for (int i = at; i < at + count * stride; i += stride) {
            boolean possible = false;
            for (int k = i; k < i + labels; k++) {
                float energy = field[k];
                if (!(energy > Float.NEGATIVE_INFINITY)) {
                    throw new UnusableEnergy(x + (i - at) / stride, y, energy);
                }
                possible |= energy < Float.POSITIVE_INFINITY;
                field[k] = -energy;
            }
            if (!possible) {
                throw new UnusableEnergy(x + (i - at) / stride, y, Float.POSITIVE_INFINITY);
            }
            Arrays.fill(field, i + labels, i + stride, Float.NEGATIVE_INFINITY);
        }
    }

    /** All pixels: receive, normalise, send. */
    private void send(boolean receive, float[] block) {
        for (Term term : terms) {
            term.clear();
        }
        for (int p = 0; p < order.pixels(); p += BLOCK_PIXELS) {
            int count = Math.min(BLOCK_PIXELS, order.pixels() - p);
            update(p, count, receive, block);
            for (Term term : terms) {
                math.send(term, p, count, block);
            }
        }
    }

    /** A share of the pixels: receive, normalise, keep. */
    private void update(Team.Member member, boolean receive, float[] block) {
        int to = member.to(order.pixels());
        for (int p = member.from(order.pixels()); p < to; p += BLOCK_PIXELS) {
            int count = Math.min(BLOCK_PIXELS, to - p);
            update(p, count, receive, block);
            System.arraycopy(block, 0, marginals, p * stride, count * stride);
        }
        member.await();
    }

    private void update(int p, int count, boolean receive, float[] block) {
        System.arraycopy(field, p * stride, block, 0, count * stride);
        if (receive) {
            for (Term term : terms) {
                math.receive(term, p, count, block);
            }
        }
        math.softmax(block, count, stride);
    }

    private void gather(Team.Member member) {
        for (Term term : terms) {
            int corners = term.lattice.vertices;
            math.gather(term, marginals, member.from(corners), member.to(corners));
        }
        member.await();
    }

    private void blur(Team.Member member) {
        for (Term term : terms) {
            for (int axis = 0; axis < term.lattice.corners; axis++) {
                int chains = term.lattice.chains(axis).starts().length - 1;
                math.blur(term, axis, member.from(chains), member.to(chains));
                member.await();
            }
            if (member.size() == 1) {
                term.swap();
            }
        }
    }

    private void store(int x, int y, int count, int position, float[] planes) {
        int out = y * order.width() + x;
        for (int k = 0; k < labels; k++, out += order.pixels()) {
            for (int i = 0; i < count; i++) {
                planes[out + i] = marginals[(position + i) * stride + k];
            }
        }
    }

    /** An energy that is no number, or infinite for every label of a pixel. */
    static final class UnusableEnergy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnusableEnergy(int x, int y, float energy) {
            super("is %s at column %d, row %d".formatted(energy, x, y));
        }
    }
}
