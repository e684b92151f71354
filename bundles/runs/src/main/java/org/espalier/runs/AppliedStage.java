package org.espalier.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.imaging.ScoreCodec;

/**
 * What a stage said of every image of a split, an image a file: {@code labels/ID.png}, and where a
 * later stage needs them {@code scores/ID.npz} and {@code classes/ID.npz}. The labels come last, so
 * an image that has them is done.
 */
public final class AppliedStage {
    private final Path folder;
    private final ImageCodec images;
    private final ScoreCodec scores;

    /**
     * @param folder of one stage on one split
     */
    public AppliedStage(Path folder, ImageCodec images, ScoreCodec scores) {
        this.folder = folder;
        this.images = images;
        this.scores = scores;
    }

    /** Whether the image is done. */
    public boolean has(Sample sample) {
        return Files.exists(file(sample, "labels", ".png"));
    }

    /** Whether the scores behind it were kept. */
    public boolean hasScores(Sample sample) {
        return Files.exists(file(sample, "scores", ".npz"));
    }

    /** The prediction. */
    public LabelMap labels(Sample sample) throws IOException {
        return images.readLabels(file(sample, "labels", ".png"));
    }

    /** The scores behind it, as the method gave them. */
    public ScoreMap scores(Sample sample) throws IOException {
        return scores.read(file(sample, "scores", ".npz"));
    }

    /** How likely each class is present, where the method tells. */
    public Optional<float[]> classScores(Sample sample) throws IOException {
        Path file = file(sample, "classes", ".npz");
        return Files.exists(file) ? Optional.of(scores.read(file).scores()) : Optional.empty();
    }

    /**
     * Keeps what the stage said of an image.
     *
     * @param scoreMap absent where nobody will ask for it
     * @param classScores by class id
     */
    public void write(
            Sample sample,
            LabelMap labels,
            Optional<ScoreMap> scoreMap,
            Optional<float[]> classScores)
            throws IOException {
        if (scoreMap.isPresent()) {
            scores.write(scoreMap.get(), file(sample, "scores", ".npz"));
        }
        if (classScores.isPresent()) {
            float[] values = classScores.get();
            int[] ids = java.util.stream.IntStream.range(0, values.length).toArray();
            scores.write(new ScoreMap(ids, 1, 1, values), file(sample, "classes", ".npz"));
        }
        images.writeLabels(labels, file(sample, "labels", ".png"));
    }

    private Path file(Sample sample, String kind, String ending) {
        return folder.resolve(kind).resolve(sample.id() + ending);
    }
}
