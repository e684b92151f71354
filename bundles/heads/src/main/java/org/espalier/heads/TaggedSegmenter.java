package org.espalier.heads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.files.AtomicFile;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.SegmentationModel;
import org.espalier.api.stage.Segmenter;
import org.espalier.api.stage.StageContext;

/**
 * The segmentation networks of a method that trains several, one a round or one a part of the
 * images, of which only the classes of an image are asked. Its parameters are those of the method
 * that begin with {@code unary.}.
 *
 * @param segmenter that is used
 * @param context of the method
 */
public record TaggedSegmenter(Segmenter segmenter, StageContext context) {
    /** What probabilities are clipped at. */
    public static final float LOWEST = 1e-5f;

    private static final String LEARNED = "learned";

    private StageContext of(int network) {
        return context.within("unary/" + network);
    }

    /**
     * Learns, unless that was done before.
     *
     * @param network its number, from 1
     */
    public void fit(int network, List<Sample> samples, PerSample<LabelMap> labels)
            throws IOException {
        Path learned = of(network).folder().resolve(LEARNED);
        if (!Files.exists(learned)) {
            Files.createDirectories(learned.getParent());
            segmenter.fit(samples, labels, of(network));
            AtomicFile.writeText(learned, "");
        }
    }

    /** Opens what a network has learned; to be closed. */
    public SegmentationModel open(int network) throws IOException {
        return segmenter.open(of(network));
    }

    /** The background, if there is one, and the tags, in the order of their ids. */
    public static Tags candidates(Tags tags, ClassSet classes) {
        if (classes.background().isEmpty()) {
            return tags;
        }
        int[] ids = tags.ids();
        int[] all = java.util.Arrays.copyOf(ids, ids.length + 1);
        all[ids.length] = classes.background().getAsInt();
        return Tags.of(all);
    }

    /** Probabilities of these classes against each other; each place sums to 1. */
    public static ScoreMap within(SegmentationModel model, Image image, Tags candidates)
            throws IOException {
        return shares(model.segment(image).only(candidates));
    }

    /**
     * The mean of several outputs.
     *
     * @param before the mean of those before
     * @param count what those count for, where the next counts for 1; at least 1
     * @param next one more, of the same classes on the same grid
     */
    public static ScoreMap mean(ScoreMap before, int count, ScoreMap next) {
        if (!java.util.Arrays.equals(before.classIds(), next.classIds())
                || before.width() != next.width()
                || before.height() != next.height()) {
            throw new IllegalArgumentException(before + " and " + next + " have no mean");
        }
        float[] values = next.scores().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = (before.scores()[i] * count + values[i]) / (count + 1);
        }
        return new ScoreMap(next.classIds(), next.width(), next.height(), values);
    }

    /**
     * Scores of another stage as probabilities of these classes on another grid; where they do not
     * speak of the background it has none of them.
     */
    public static ScoreMap shares(
            ScoreMap scores, Tags candidates, ClassSet classes, int width, int height) {
        ScoreMap complete =
                classes.background().isPresent()
                        ? scores.withBackground(classes.background().getAsInt(), 0)
                        : scores;
        return shares(complete.only(candidates).resized(width, height));
    }

    /** Clips at {@link #LOWEST} and brings each place to a sum of 1. */
    public static ScoreMap shares(ScoreMap scores) {
        float[] values = scores.scores().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(LOWEST, values[i]);
        }
        return new ScoreMap(scores.classIds(), scores.width(), scores.height(), values).shares();
    }
}
