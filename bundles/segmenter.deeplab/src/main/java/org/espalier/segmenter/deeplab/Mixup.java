package org.espalier.segmenter.deeplab;

import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * Windows of a batch, each mixed with another: H. Zhang, M. Cisse, Y. N. Dauphin and D. Lopez-Paz,
 * <a href="https://arxiv.org/abs/1710.09412">mixup: Beyond Empirical Risk Minimization</a>, ICLR
 * 2018. What a network sees and what it aims at become
 *
 * <pre>
 *   x' = l x + (1 - l) x~,   y' = l y + (1 - l) y~,   l = max(b, 1 - b),   b ~ Beta(alpha, alpha)
 * </pre>
 *
 * <p>When to use: where labels are wrong in part; a network that sees mixtures learns single errors
 * by heart less.
 *
 * <p>Deviations from the paper:
 *
 * <ul>
 *   <li>A window has the larger share of what comes of it, so that each is learned in its place.
 *   <li>Each window has a share of its own; the paper's code draws one for a batch.
 *   <li>Targets are those of places. Where one of two windows is void, only the other's label
 *       counts, with its share.
 *   <li>With frozen stages features are mixed, as manifold mixup does (Verma et al., 2019), not
 *       images.
 * </ul>
 *
 * @param partners which window each is mixed with; it may be itself
 * @param shares how much each keeps of itself, 0.5 to 1
 */
record Mixup(int[] partners, float[] shares) {
    /**
     * Draws one for a batch.
     *
     * @param alpha of the Beta distribution, above 0
     * @param count windows
     */
    static Mixup draw(SplittableRandom random, double alpha, int count) {
        int[] partners = new int[count];
        for (int n = 0; n < count; n++) {
            int other = random.nextInt(n + 1);
            partners[n] = partners[other];
            partners[other] = n;
        }
        BetaDistribution beta = new BetaDistribution(null, alpha, alpha);
        float[] shares = new float[count];
        for (int n = 0; n < count; n++) {
            double drawn = beta.inverseCumulativeProbability(random.nextDouble());
            shares[n] = (float) Math.max(drawn, 1 - drawn);
        }
        return new Mixup(partners, shares);
    }

    /**
     * Mixes what belongs to the windows.
     *
     * @param values as many for each window, window by window; changed in place
     */
    void mix(float[] values) {
        int length = values.length / shares.length;
        float[] before = values.clone();
        for (int n = 0; n < shares.length; n++) {
            mix(n, values, n * length, before, partners[n] * length, length);
        }
    }

    /** The same where the values of each window are an array of their own. */
    void mix(float[][] windows) {
        float[][] before = new float[windows.length][];
        for (int n = 0; n < windows.length; n++) {
            before[n] = windows[n].clone();
        }
        for (int n = 0; n < windows.length; n++) {
            mix(n, windows[n], 0, before[partners[n]], 0, windows[n].length);
        }
    }

    private void mix(int window, float[] own, int at, float[] others, int from, int length) {
        float share = shares[window];
        for (int i = 0; i < length; i++) {
            own[at + i] = share * own[at + i] + (1 - share) * others[from + i];
        }
    }
}
