package org.espalier.crf.dense;

import java.io.IOException;
import java.util.Random;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has inner loops compiled: they work on a small image until they are faster than those used so
 * far, all numbers of labels taken together.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final int WIDTH = 33;
    private static final int HEIGHT = 21;
    private static final int[] LABELS = {3, 8, 13, 21};

    /** How often in a row they have to be faster. */
    private static final int WINS = 3;

    /** How long to try, in nanoseconds. */
    private static final long LIMIT = 20_000_000_000L;

    private final LabelMath before;
    private final LabelMath after;
    private final Random random = new Random(1);
    private final Image image = image();

    WarmUp(LabelMath before, LabelMath after) {
        this.before = before;
        this.after = after;
    }

    /** Whether they have become faster, in good time and without an interruption. */
    boolean succeeds() {
        long start = System.nanoTime();
        try {
            int wins = 0;
            while (wins < WINS) {
                long difference = 0;
                for (int labels : LABELS) {
                    if (Thread.currentThread().isInterrupted()
                            || System.nanoTime() - start > LIMIT) {
                        return false;
                    }
                    difference += time(before, labels) - time(after, labels);
                }
                wins = difference > 0 ? wins + 1 : 0;
            }
            return true;
        } catch (IOException | LinkageError e) {
            LOG.debug("{} cannot be used", after.name(), e);
            return false;
        }
    }

    private long time(LabelMath math, int labels) throws IOException {
        Unary unary = Unary.ofScores(scores(labels));
        Engine engine = Engine.of(MathChoice.of(math), 1, Integer.MAX_VALUE);
        try (var terms = new WholeTerms(image, CrfParameters.psa(), engine)) {
            long start = System.nanoTime();
            terms.infer(unary);
            return System.nanoTime() - start;
        }
    }

    private Image image() {
        byte[] rgb = new byte[3 * WIDTH * HEIGHT];
        random.nextBytes(rgb);
        return new Image(WIDTH, HEIGHT, rgb);
    }

    private ScoreMap scores(int labels) {
        float[] scores = new float[labels * WIDTH * HEIGHT];
        int[] ids = new int[labels];
        for (int k = 0; k < labels; k++) {
            ids[k] = k;
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.nextFloat();
        }
        return new ScoreMap(ids, WIDTH, HEIGHT, scores);
    }
}
