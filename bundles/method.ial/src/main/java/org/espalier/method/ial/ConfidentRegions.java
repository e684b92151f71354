package org.espalier.method.ial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.RoundFolder;
import org.espalier.api.stage.StageContext;
import org.espalier.api.superpixel.Oversegmentation;
import org.espalier.api.superpixel.Partition;
import org.espalier.api.superpixel.Superpixels;
import org.espalier.frozen.GridFeatures;
import org.espalier.heads.Candidates;
import org.espalier.heads.MaskPooling;
import org.espalier.heads.RegionRows;
import org.espalier.heads.RegionTraining;
import org.espalier.heads.RowHead;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.training.SampleWork;
import org.espalier.weights.Tensor;

/**
 * Mines confident regions: superpixels of which nearly all pixels carry one class in the unary
 * output, and to which a classifier trained on all such superpixels gives the same class.
 */
final class ConfidentRegions {
    private final Inference inference;
    private final Superpixels superpixels;
    private final ImageCodec codec;
    private final GridFeatures features;
    private final IalConfiguration settings;
    private final StageContext context;
    private final RowHead head;

    ConfidentRegions(
            Inference inference,
            Superpixels superpixels,
            ImageCodec codec,
            GridFeatures features,
            IalConfiguration settings,
            StageContext context) {
        this.inference = inference;
        this.superpixels = superpixels;
        this.codec = codec;
        this.features = features;
        this.settings = settings;
        this.context = context;
        int channels = java.util.Arrays.stream(features.channels()).sum();
        this.head = new RowHead(channels, context.classes().size());
    }

    /** The superpixels of an image. */
    Partition partition(Image image) {
        return superpixels.of(
                image,
                new Oversegmentation.Slic(
                        settings.superpixels(), (float) settings.compactness(), 10));
    }

    /**
     * Writes the confident labels of a round.
     *
     * @param unary what the unary network says of each image, as labels of its size
     * @return the samples that have any
     */
    List<Sample> mine(RoundFolder round, List<Sample> samples, PerSample<LabelMap> unary)
            throws IOException {
        RegionTraining training =
                new RegionTraining(inference, head, round, settings.regionEpochs(), context);
        Optional<Map<String, Tensor>> before = training.learned();
        Map<String, Tensor> learned =
                before.isPresent() ? before.get() : learn(training, samples, unary);
        try (Parameters parameters = inference.parameters(learned)) {
            return new SampleWork(context)
                    .each(
                            "confident regions, round " + round.round(),
                            samples,
                            sample -> mine(round, sample, unary, parameters));
        }
    }

    private Candidates candidates(Sample sample, Image image, PerSample<LabelMap> unary)
            throws IOException {
        return Candidates.of(
                partition(image), unary.of(sample), settings.purity(), context.classes().size());
    }

    private Map<String, Tensor> learn(
            RegionTraining training, List<Sample> samples, PerSample<LabelMap> unary)
            throws IOException {
        RegionRows rows =
                training.rows(
                        samples,
                        (sample, into) -> {
                            Image image = sample.image();
                            Candidates found = candidates(sample, image, unary);
                            float[] pooled = MaskPooling.of(features.of(image), found.regions());
                            return into.add(sample, found, pooled);
                        });
        if (rows.images() == 0) {
            throw new IOException(
                    "No superpixel of the training images carries one class: lower purity");
        }
        Map<String, Tensor> learned =
                training.train(rows, rows.moments(), head.initial(training.seed()), List.of());
        training.keep(learned);
        return learned;
    }

    private boolean mine(
            RoundFolder round, Sample sample, PerSample<LabelMap> unary, Parameters parameters)
            throws IOException {
        Path file = round.confident(sample);
        if (Files.exists(file)) {
            return codec.readLabels(file).present().length > 0;
        }
        Image image = sample.image();
        Candidates found = candidates(sample, image, unary);
        float[] pooled = MaskPooling.of(features.of(image), found.regions());
        LabelMap agreed = found.agreed(opinions(pooled, parameters));
        codec.writeLabels(agreed, file);
        return agreed.present().length > 0;
    }

    /** The likeliest class of each region, of all classes. */
    private byte[] opinions(float[] pooled, Parameters parameters) throws IOException {
        float[] logits = head.logits(inference, pooled, parameters);
        int count = logits.length / head.outputs();
        byte[] opinions = new byte[count];
        for (int r = 0; r < count; r++) {
            int best = 0;
            for (int c = 1; c < head.outputs(); c++) {
                if (logits[r * head.outputs() + c] > logits[r * head.outputs() + best]) {
                    best = c;
                }
            }
            opinions[r] = (byte) best;
        }
        return opinions;
    }
}
