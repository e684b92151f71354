package org.espalier.method.deepcluster;

import java.util.Arrays;
import java.util.List;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.superpixel.Partition;
import org.espalier.heads.TaggedSegmenter;

/**
 * What the scores of an earlier stage say of the regions of an image. A pixel <em>speaks for</em> a
 * class whose score there is the highest, alone, and above a part of its highest in the image.
 * Where scores tie nobody speaks.
 *
 * @param classes of the data set
 * @param level the part of a class's highest score that a pixel must exceed, in [0, 1)
 * @param rarity by class, in [0, 1]: the share of training images without it; 1 for the background,
 *     which is no tag
 */
record Seeds(ClassSet classes, double level, float[] rarity) {
    /** What a class has of which no pixel of a region speaks. */
    private static final float LEAST = 0.1f;

    static Seeds of(List<Sample> samples, ClassSet classes, double level) {
        float[] rarity = new float[classes.size()];
        for (int c = 0; c < rarity.length; c++) {
            int id = c;
            long with = samples.stream().filter(s -> s.tags().contains(id)).count();
            rarity[c] = 1 - (float) with / Math.max(1, samples.size());
        }
        return new Seeds(classes, level, rarity);
    }

    /**
     * The share of each region's pixels that speak for each class.
     *
     * @param scores of the image's tags, and of the background if there is one
     * @return {@code regions.count() * classes} shares
     */
    float[] shares(Partition regions, ScoreMap scores) {
        ScoreMap fine = scores.resized(regions.width(), regions.height());
        int cells = fine.width() * fine.height();
        float[] highest = new float[fine.planes()];
        for (int i = 0; i < fine.scores().length; i++) {
            highest[i / cells] = Math.max(highest[i / cells], fine.scores()[i]);
        }
        float[] shares = new float[regions.count() * classes.size()];
        for (int i = 0; i < cells; i++) {
            int winner = winner(fine, i, cells);
            if (winner >= 0 && fine.scores()[winner * cells + i] > level * highest[winner]) {
                shares[regions.region()[i] * classes.size() + fine.classId(winner)]++;
            }
        }
        int[] sizes = regions.sizes();
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sizes[i / classes.size()];
        }
        return shares;
    }

    /** The plane that is alone the highest, or -1. */
    private static int winner(ScoreMap scores, int cell, int cells) {
        int winner = -1;
        float best = 0;
        for (int k = 0; k < scores.planes(); k++) {
            float score = scores.scores()[k * cells + cell];
            if (score > best) {
                best = score;
                winner = k;
            } else if (score == best) {
                winner = -1;
            }
        }
        return winner;
    }

    /**
     * The class of each region of which enough pixels speak for it.
     *
     * @param cover the share of pixels that must, above 0.5 to 1
     * @return as unsigned bytes; {@link ClassSet#VOID} elsewhere
     */
    byte[] labels(float[] shares, double cover) {
        byte[] labels = new byte[shares.length / classes.size()];
        Arrays.fill(labels, (byte) ClassSet.VOID);
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] >= cover) {
                labels[i / classes.size()] = (byte) (i % classes.size());
            }
        }
        return labels;
    }

    /**
     * What is known of each region before it is seen where its appearance recurs: what the seeds
     * say, by how rare a tag is, times what the place says. A tag that every image has taught the
     * seeds nothing, so they count for nothing there.
     *
     * @param shares of {@link #shares}
     * @param middles of the regions
     * @return {@code regions * classes} values, 0 for what the image cannot hold
     */
    float[] evidence(float[] shares, double[] middles, Tags tags, LocationPrior prior) {
        float[] evidence = new float[shares.length];
        int[] candidates = TaggedSegmenter.candidates(tags, classes).ids();
        for (int r = 0; r < shares.length / classes.size(); r++) {
            float[] likely = prior.at(middles[2 * r], middles[2 * r + 1]);
            for (int c : candidates) {
                int at = r * classes.size() + c;
                evidence[at] = likely[c] * (LEAST + rarity[c] * shares[at]);
            }
        }
        return evidence;
    }
}
