package org.espalier.method.affinity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.files.RootFolder;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.StageContext;
import org.espalier.frozen.GridFeatures;
import org.espalier.inference.FeatureMap;
import org.espalier.training.SampleWork;

/**
 * The confident labels of the training images, a mask a file, so that an interrupted run makes none
 * of them twice.
 */
final class LabelFolder implements PerSample<LabelMap> {
    private static final String SUFFIX = ".png";

    private final RootFolder folder;
    private final ImageCodec codec;
    private final ConfidentLabels labels;
    private final GridFeatures features;

    LabelFolder(Path folder, ImageCodec codec, ConfidentLabels labels, GridFeatures features) {
        this.folder = new RootFolder(folder);
        this.codec = codec;
        this.labels = labels;
        this.features = features;
    }

    /**
     * Makes the labels that are not there yet, an image a processor.
     *
     * @return the samples with a label at some place, in their order; one that cannot be used is
     *     reported and left out
     */
    List<Sample> make(List<Sample> samples, PerSample<ScoreMap> upstream, StageContext context)
            throws IOException {
        Files.createDirectories(folder.path());
        return new SampleWork(context)
                .each("confident labels", samples, sample -> make(sample, upstream));
    }

    private boolean make(Sample sample, PerSample<ScoreMap> upstream) throws IOException {
        if (sample.tags().isEmpty()) {
            return false;
        }
        LabelMap known = find(sample);
        if (known == null) {
            Image image = sample.image();
            FeatureMap grid = features.of(image);
            ScoreMap seeds = upstream.of(sample).only(sample.tags());
            known = labels.of(image, seeds, grid.height(), grid.width());
            codec.writeLabels(known, file(sample));
        }
        return known.present().length > 0;
    }

    /** What is there already; null when nothing is, or what is there cannot be read. */
    private LabelMap find(Sample sample) throws BadInputException {
        Path file = file(sample);
        try {
            return Files.exists(file) ? codec.readLabels(file) : null;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public LabelMap of(Sample sample) throws IOException {
        return codec.readLabels(file(sample));
    }

    private Path file(Sample sample) throws BadInputException {
        return folder.resolve(sample.id() + SUFFIX, sample.id());
    }
}
