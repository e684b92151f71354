package org.espalier.method.deepcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.RoundFolder;
import org.espalier.api.stage.SegmentationModel;
import org.espalier.api.stage.StageContext;
import org.espalier.heads.Candidates;
import org.espalier.heads.TaggedSegmenter;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.training.SampleWork;

/**
 * The rounds. All that is made of an image, and all that is learned, is a file that is written
 * whole: whoever is interrupted goes on from the files that are there.
 */
final class Rounds {
    private static final String TAUGHT = "taught";

    private final Inference inference;
    private final FirstLabels first;
    private final RegionNetwork network;
    private final Regions regions;
    private final TaggedSegmenter segmenter;
    private final ImageCodec codec;
    private final StageContext context;

    Rounds(
            Inference inference,
            FirstLabels first,
            RegionNetwork network,
            Regions regions,
            TaggedSegmenter segmenter,
            ImageCodec codec,
            StageContext context) {
        this.inference = inference;
        this.first = first;
        this.network = network;
        this.regions = regions;
        this.segmenter = segmenter;
        this.codec = codec;
        this.context = context;
    }

    void run(List<Sample> samples, PerSample<ScoreMap> upstream, int rounds) throws IOException {
        RoundFolder before = RoundFolder.of(context.folder(), 0);
        List<Sample> usable = first.write(before, samples, upstream);
        if (usable.isEmpty()) {
            throw new IOException("None of the training images can be read and has a tag");
        }
        for (int round = 1; round <= rounds; round++) {
            RoundFolder now = RoundFolder.of(context.folder(), round);
            round(before, now, usable);
            before = now;
        }
        for (Sample sample : samples) {
            regions.forget(sample);
        }
    }

    /** One round, learning from the labels of the one before. */
    private void round(RoundFolder before, RoundFolder now, List<Sample> samples)
            throws IOException {
        var learned =
                network.learn(now, samples, sample -> codec.readLabels(before.labels(sample)));
        List<Sample> sure;
        try (Parameters parameters = inference.parameters(learned)) {
            sure =
                    new SampleWork(context)
                            .each(
                                    "label regions, round " + now.round(),
                                    samples,
                                    sample -> relabel(now, sample, parameters));
        }
        if (sure.isEmpty()) {
            throw new IOException(
                    "Round %d is sure of no region: lower accept".formatted(now.round()));
        }
        segmenter.fit(now.round(), sure, sample -> codec.readLabels(taught(now, sample)));
        segment(now, samples);
        for (Sample sample : samples) {
            Files.deleteIfExists(taught(now, sample));
        }
    }

    private static Path taught(RoundFolder round, Sample sample) {
        return round.path().resolve(TAUGHT).resolve(sample.id() + ".png");
    }

    /** Whether the network is sure of any region; where its labels are used already, they were. */
    private boolean relabel(RoundFolder now, Sample sample, Parameters parameters)
            throws IOException {
        if (Files.exists(now.labels(sample))) {
            return true;
        }
        Path file = taught(now, sample);
        if (Files.exists(file)) {
            return codec.readLabels(file).present().length > 0;
        }
        LabelMap labels = network.relabelled(sample, parameters);
        codec.writeLabels(labels, file);
        return labels.present().length > 0;
    }

    /** Writes the segmenter's output within the tags, and the regions on which both agree. */
    private void segment(RoundFolder now, List<Sample> samples) throws IOException {
        try (SegmentationModel model = segmenter.open(now.round())) {
            new SampleWork(context)
                    .each(
                            "labels, round " + now.round(),
                            samples,
                            sample -> {
                                if (!Files.exists(now.labels(sample))) {
                                    segment(now, sample, model);
                                }
                                return true;
                            });
        }
    }

    private void segment(RoundFolder now, Sample sample, SegmentationModel model)
            throws IOException {
        Image image = sample.image();
        Tags candidates = TaggedSegmenter.candidates(sample.tags(), context.classes());
        LabelMap said =
                TaggedSegmenter.within(model, image, candidates)
                        .resized(image.width(), image.height())
                        .argmax();
        Candidates pure = network.candidates(sample, image, s -> said);
        Candidates taught =
                network.candidates(sample, image, s -> codec.readLabels(taught(now, s)));
        codec.writeLabels(pure.agreed(taught.labels()), now.confident(sample));
        codec.writeLabels(said, now.labels(sample));
    }
}
