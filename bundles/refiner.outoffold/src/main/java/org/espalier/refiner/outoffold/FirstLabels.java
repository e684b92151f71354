package org.espalier.refiner.outoffold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.crf.CrfInference;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.files.RootFolder;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.StageContext;
import org.espalier.heads.TaggedSegmenter;
import org.espalier.training.SampleWork;

/**
 * What the networks learn from: the scores that came in, smoothed by a dense CRF. A mask a file, so
 * that whoever is interrupted makes none twice.
 */
final class FirstLabels implements PerSample<LabelMap> {
    private final RootFolder folder;
    private final CrfInference crf;
    private final CrfParameters parameters;
    private final ImageCodec codec;
    private final StageContext context;

    FirstLabels(
            CrfInference crf, CrfParameters parameters, ImageCodec codec, StageContext context) {
        this.folder = new RootFolder(context.folder().resolve("labels"));
        this.crf = crf;
        this.parameters = parameters;
        this.codec = codec;
        this.context = context;
    }

    /**
     * Makes those that are not there yet, an image a processor.
     *
     * @return the samples that have a tag and can be used, in their order
     */
    List<Sample> make(List<Sample> samples, PerSample<ScoreMap> upstream) throws IOException {
        Files.createDirectories(folder.path());
        return new SampleWork(context)
                .each("labels to learn from", samples, sample -> make(sample, upstream));
    }

    private boolean make(Sample sample, PerSample<ScoreMap> upstream) throws IOException {
        if (sample.tags().isEmpty()) {
            return false;
        }
        Path file = file(sample);
        if (!Files.exists(file)) {
            Image image = sample.image();
            ScoreMap scores =
                    upstream.of(sample)
                            .only(TaggedSegmenter.candidates(sample.tags(), context.classes()));
            codec.writeLabels(crf.labels(image, scores, parameters), file);
        }
        return true;
    }

    @Override
    public LabelMap of(Sample sample) throws IOException {
        return codec.readLabels(file(sample));
    }

    private Path file(Sample sample) throws BadInputException {
        return folder.resolve(sample.id() + ".png", sample.id());
    }
}
