package org.espalier.method.ial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.crf.CrfInference;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.files.AtomicFile;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.imaging.ScoreCodec;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.RoundFolder;
import org.espalier.api.stage.StageContext;
import org.espalier.heads.HeldOut;
import org.espalier.heads.TaggedSegmenter;
import org.espalier.training.SampleWork;

/**
 * The rounds. All that is made of an image, and all that is learned, is a file that is written
 * whole: whoever is interrupted goes on from the files that are there.
 */
final class Rounds {
    private static final String UNARY = "unary";
    private static final String OVER = "over";

    private final HeldOut unary;
    private final ConfidentRegions regions;
    private final Pairwise pairwise;
    private final CrfInference crf;
    private final ImageCodec images;
    private final ScoreCodec scores;
    private final CrfParameters parameters;
    private final UnaryMean mean;
    private final StageContext context;

    Rounds(
            HeldOut unary,
            ConfidentRegions regions,
            Pairwise pairwise,
            CrfInference crf,
            ImageCodec images,
            ScoreCodec scores,
            CrfParameters parameters,
            UnaryMean mean,
            StageContext context) {
        this.unary = unary;
        this.regions = regions;
        this.pairwise = pairwise;
        this.crf = crf;
        this.images = images;
        this.scores = scores;
        this.parameters = parameters;
        this.mean = mean;
        this.context = context;
    }

    void run(List<Sample> samples, PerSample<ScoreMap> upstream, int rounds) throws IOException {
        RoundFolder before = RoundFolder.of(context.folder(), 0);
        List<Sample> usable = seeds(before, samples, upstream);
        if (usable.isEmpty()) {
            throw new IOException("None of the training images can be read and has a tag");
        }
        HeldOut.Deal deal = unary.deal(usable);
        for (int round = 1; round <= rounds; round++) {
            RoundFolder now = RoundFolder.of(context.folder(), round);
            Path over = now.path().resolve(OVER);
            if (!Files.exists(over)) {
                round(before, now, usable, upstream, deal);
                AtomicFile.writeText(over, "");
            }
            clear(before, usable);
            before = now;
        }
        clear(before, usable);
    }

    /** Labels of the seeds: what the first round learns from. */
    private List<Sample> seeds(
            RoundFolder folder, List<Sample> samples, PerSample<ScoreMap> upstream) {
        return new SampleWork(context)
                .each(
                        "labels of the seeds",
                        samples,
                        sample -> {
                            if (sample.tags().isEmpty()) {
                                return false;
                            }
                            if (!Files.exists(folder.labels(sample))) {
                                Image image = sample.image();
                                var candidates =
                                        TaggedSegmenter.candidates(
                                                sample.tags(), context.classes());
                                write(folder, sample, image, upstream.of(sample).only(candidates));
                            }
                            return true;
                        });
    }

    /** One round, learning from the labels of the one before. */
    private void round(
            RoundFolder before,
            RoundFolder now,
            List<Sample> samples,
            PerSample<ScoreMap> upstream,
            HeldOut.Deal deal)
            throws IOException {
        unary.fit(now.round(), samples, sample -> images.readLabels(before.labels(sample)), deal);
        List<Sample> usable = segment(before, now, samples, upstream);
        PerSample<LabelMap> said = sample -> labels(sample, unary(now, sample));
        List<Sample> sure = regions.mine(now, usable, said);
        if (sure.isEmpty()) {
            throw new IOException(
                    "Round %d has no confident region: lower purity".formatted(now.round()));
        }
        pairwise.fit(now, sure, (sample, height, width) -> grid(now, sample, height, width));
        propagate(now, usable);
    }

    /** The unary output of a round is needed until the next is over. */
    private void clear(RoundFolder round, List<Sample> samples) throws IOException {
        for (Sample sample : samples) {
            Files.deleteIfExists(file(round, sample));
        }
    }

    private Path file(RoundFolder round, Sample sample) {
        return round.path().resolve(UNARY).resolve(sample.id() + ".npz");
    }

    private ScoreMap unary(RoundFolder round, Sample sample) throws IOException {
        return scores.read(file(round, sample));
    }

    private static LabelMap labels(Sample sample, ScoreMap scores) throws IOException {
        Image image = sample.image();
        return scores.resized(image.width(), image.height()).argmax();
    }

    /** Keeps the unary output of every image: the mean of the seeds and of all rounds so far. */
    private List<Sample> segment(
            RoundFolder before,
            RoundFolder round,
            List<Sample> samples,
            PerSample<ScoreMap> upstream)
            throws IOException {
        try (HeldOut.Models models = unary.open(round.round())) {
            return new SampleWork(context)
                    .each(
                            "unary output, round " + round.round(),
                            samples,
                            sample -> {
                                if (!Files.exists(file(round, sample))) {
                                    Tags candidates =
                                            TaggedSegmenter.candidates(
                                                    sample.tags(), context.classes());
                                    ScoreMap said = models.within(sample.image(), candidates);
                                    scores.write(
                                            round.round() == 1
                                                    ? mean.first(
                                                            () -> upstream.of(sample),
                                                            candidates,
                                                            said)
                                                    : mean.next(
                                                            round.round(),
                                                            unary(before, sample),
                                                            said),
                                            file(round, sample));
                                }
                                return true;
                            });
        }
    }

    private PairwiseLoss.Grid grid(RoundFolder round, Sample sample, int height, int width)
            throws IOException {
        ScoreMap said = unary(round, sample);
        LabelMap sure = images.readLabels(round.confident(sample));
        int[] region = regions.partition(sample.image()).region();
        byte[] plane = new byte[height * width];
        int[] regionOf = new int[height * width];
        for (int y = 0; y < height; y++) {
            int row = (int) ((y + 0.5) * sure.height() / height);
            for (int x = 0; x < width; x++) {
                int pixel = row * sure.width() + (int) ((x + 0.5) * sure.width() / width);
                int label = sure.labels()[pixel] & 0xff;
                plane[y * width + x] =
                        (byte) (label == ClassSet.VOID ? ClassSet.VOID : said.plane(label));
                regionOf[y * width + x] = region[pixel];
            }
        }
        return new PairwiseLoss.Grid(
                height, width, PairwiseModel.onGrid(said, height, width), plane, regionOf);
    }

    /** Writes the labels that the next round learns from. */
    private void propagate(RoundFolder round, List<Sample> samples) throws IOException {
        try (PairwiseModel model = pairwise.open(round)) {
            new SampleWork(context)
                    .each(
                            "labels, round " + round.round(),
                            samples,
                            sample -> {
                                if (!Files.exists(round.labels(sample))) {
                                    Image image = sample.image();
                                    ScoreMap said = unary(round, sample);
                                    write(round, sample, image, model.propagate(image, said));
                                }
                                return true;
                            });
        }
    }

    private void write(RoundFolder round, Sample sample, Image image, ScoreMap probabilities)
            throws IOException {
        images.writeLabels(crf.labels(image, probabilities, parameters), round.labels(sample));
    }
}
