package org.espalier.evaluator.miou;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.evaluation.ThresholdPoint;

/**
 * mIoU for the background constants 0.00, 0.01 … 0.99, in one pass over the pixels.
 *
 * <p>Of a pixel only its best foreground class matters, and below how many of the constants that
 * class wins: the pixel is counted in that bucket, and sums over the buckets give the counts for
 * each constant. The result is exactly that of comparing anew with each constant, where the
 * background wins a tie.
 */
final class ThresholdSweep {
    private static final int STEPS = 100;

    /** As the constants are when scores are compared with them: rounded to float. */
    private static final float[] CONSTANT = new float[STEPS];

    static {
        for (int j = 0; j < STEPS; j++) {
            CONSTANT[j] = j / 100f;
        }
    }

    private final int size;
    private final int background;
    private final long[] truth;
    private final long[][] claimed;
    private final long[][] hit;
    private final long[] backgroundByBucket = new long[STEPS + 1];

    /**
     * @param background the background's class id
     */
    ThresholdSweep(int size, int background) {
        this.size = size;
        this.background = background;
        truth = new long[size];
        claimed = new long[size][STEPS + 1];
        hit = new long[size][STEPS + 1];
    }

    /**
     * Counts one image.
     *
     * @param foreground scores without a plane of the background, on any grid
     */
    void add(ScoreMap foreground, LabelMap trueLabels) {
        ScoreMap scores = foreground.resized(trueLabels.width(), trueLabels.height());
        byte[] t = trueLabels.labels();
        float[] best = new float[t.length];
        byte[] winner = new byte[t.length];
        maximum(scores, best, winner);
        for (int i = 0; i < t.length; i++) {
            int label = t[i] & 0xff;
            if (label == ClassSet.VOID) {
                continue;
            }
            truth[label]++;
            int bucket = bucket(best[i]);
            int claim = winner[i] & 0xff;
            claimed[claim][bucket]++;
            if (label == claim) {
                hit[claim][bucket]++;
            } else if (label == background) {
                backgroundByBucket[bucket]++;
            }
        }
    }

    /** The best positive score of each pixel and its class; the plane that comes first wins. */
    private void maximum(ScoreMap scores, float[] best, byte[] winner) {
        Arrays.fill(winner, (byte) background);
        float[] values = scores.scores();
        for (int k = 0; k < scores.planes(); k++) {
            byte id = (byte) scores.classId(k);
            int plane = k * best.length;
            for (int i = 0; i < best.length; i++) {
                if (values[plane + i] > best[i]) {
                    best[i] = values[plane + i];
                    winner[i] = id;
                }
            }
        }
    }

    /** How many of the constants a score is above. */
    static int bucket(float score) {
        // The product may round to the wrong side of a constant: comparing settles it.
        int bucket = Math.min(STEPS, (int) Math.floor(100 * score));
        while (bucket > 0 && score <= CONSTANT[bucket - 1]) {
            bucket--;
        }
        while (bucket < STEPS && score > CONSTANT[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** One point for each constant, ascending; empty when no pixel was counted. */
    List<ThresholdPoint> points() {
        if (Arrays.stream(truth).sum() == 0) {
            return List.of();
        }
        return IntStream.range(0, STEPS)
                .mapToObj(j -> new ThresholdPoint(j / 100.0, overlap(j).mean()))
                .toList();
    }

    private Overlap overlap(int constant) {
        Overlap overlap = new Overlap(size);
        long foreground = 0;
        for (int k = 0; k < size; k++) {
            if (k != background) {
                long predicted = sumAbove(claimed[k], constant);
                long hits = sumAbove(hit[k], constant);
                overlap.add(k, hits, truth[k] + predicted - hits);
                foreground += predicted;
            }
        }
        long rest = Arrays.stream(truth).sum() - foreground;
        long hits = truth[background] - sumAbove(backgroundByBucket, constant);
        overlap.add(background, hits, truth[background] + rest - hits);
        return overlap;
    }

    private static long sumAbove(long[] buckets, int constant) {
        long sum = 0;
        for (int bucket = constant + 1; bucket <= STEPS; bucket++) {
            sum += buckets[bucket];
        }
        return sum;
    }
}
