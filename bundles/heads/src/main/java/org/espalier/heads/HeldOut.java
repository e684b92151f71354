package org.espalier.heads;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.SegmentationModel;
import org.espalier.api.stage.StageContext;

/**
 * Segmentation networks that are asked about images they have not learned from. The training images
 * are cut into parts; of each round there is a network for every part, which learns from all the
 * others. A network learns the errors of its labels by heart, and would repeat them of an image it
 * has seen.
 *
 * @param networks how one is trained and opened
 * @param folds how many parts; with 1 there is one network, which learns from all images and is
 *     asked about all
 */
public record HeldOut(TaggedSegmenter networks, int folds) {
    /** How the parts were dealt: the part of each sample that can be used. */
    public record Deal(Map<Sample, Integer> fold) {}

    /**
     * Deals the images; the same samples and seed give the same parts.
     *
     * @throws IOException when there are fewer different images than parts
     */
    public Deal deal(List<Sample> samples) throws IOException {
        return new Deal(folds == 1 ? Map.of() : Folds.deal(samples, folds, networks.context()));
    }

    /**
     * Learns; what was learned before is not learned again.
     *
     * @param round from 1
     */
    public void fit(int round, List<Sample> samples, PerSample<LabelMap> labels, Deal deal)
            throws IOException {
        for (int fold = 0; fold < folds; fold++) {
            int unseen = fold;
            List<Sample> others =
                    folds == 1
                            ? samples
                            : samples.stream()
                                    .filter(s -> deal.fold().getOrDefault(s, unseen) != unseen)
                                    .toList();
            networks.fit(number(round, fold), others, labels);
        }
    }

    private int number(int round, int fold) {
        return (round - 1) * folds + fold + 1;
    }

    /** Opens the networks of a round; to be closed. */
    public Models open(int round) throws IOException {
        StageContext context = networks.context();
        Folds dealt = folds == 1 ? null : Folds.read(context.folder(), folds);
        List<SegmentationModel> opened = new ArrayList<>();
        try {
            for (int fold = 0; fold < folds; fold++) {
                opened.add(networks.open(number(round, fold)));
            }
        } catch (IOException | RuntimeException e) {
            opened.forEach(SegmentationModel::close);
            throw e;
        }
        return new Models(List.copyOf(opened), dealt);
    }

    /** The networks of a round, opened. */
    public static final class Models implements AutoCloseable {
        private final List<SegmentationModel> models;
        private final Folds folds;

        private Models(List<SegmentationModel> models, Folds folds) {
            this.models = models;
            this.folds = folds;
        }

        /**
         * Probabilities of these classes against each other, by the network that has not learned
         * from the image, or the mean of all if none has; each place sums to 1.
         */
        public ScoreMap within(Image image, Tags candidates) throws IOException {
            int fold = folds == null ? 0 : folds.of(image);
            if (fold >= 0) {
                return TaggedSegmenter.within(models.get(fold), image, candidates);
            }
            ScoreMap mean = TaggedSegmenter.within(models.get(0), image, candidates);
            for (int count = 1; count < models.size(); count++) {
                ScoreMap next = TaggedSegmenter.within(models.get(count), image, candidates);
                mean = TaggedSegmenter.mean(mean, count, next);
            }
            return mean;
        }

        @Override
        public void close() {
            models.forEach(SegmentationModel::close);
        }
    }
}
