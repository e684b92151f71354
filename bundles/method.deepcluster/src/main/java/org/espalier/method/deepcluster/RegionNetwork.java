package org.espalier.method.deepcluster;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.RoundFolder;
import org.espalier.api.stage.StageContext;
import org.espalier.api.superpixel.Partition;
import org.espalier.heads.Candidates;
import org.espalier.heads.RegionRows;
import org.espalier.heads.RegionTraining;
import org.espalier.heads.RowHead;
import org.espalier.heads.RowMoments;
import org.espalier.heads.Rows;
import org.espalier.heads.TaggedSegmenter;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.training.Batch;
import org.espalier.weights.Tensor;

/** The region network of each round: it learns labels of regions, and labels all regions anew. */
final class RegionNetwork {
    private static final String FREQUENCY = "labels.frequency";

    /** A class that is learned from fewer regions counts as if it were this frequent. */
    private static final double RARE = 1e-3;

    /** Images whose rows centres begin with. */
    private static final int CENTRE_IMAGES = 64;

    private final Inference inference;
    private final Regions regions;
    private final LocationPrior prior;
    private final DeepClusteringConfiguration settings;
    private final StageContext context;
    private final RowHead head;

    RegionNetwork(
            Inference inference,
            Regions regions,
            LocationPrior prior,
            DeepClusteringConfiguration settings,
            StageContext context) {
        this.inference = inference;
        this.regions = regions;
        this.prior = prior;
        this.settings = settings;
        this.context = context;
        this.head = new RowHead(regions.channels(), context.classes().size());
    }

    /**
     * Learns, unless that was done before.
     *
     * @param labels of each image; those of regions that carry nearly one class are learned
     * @return the network, for features as they are
     */
    Map<String, Tensor> learn(RoundFolder round, List<Sample> samples, PerSample<LabelMap> labels)
            throws IOException {
        RegionTraining training =
                new RegionTraining(inference, head, round, settings.regionEpochs(), context);
        Optional<Map<String, Tensor>> before = training.learned();
        if (before.isPresent()) {
            return before.get();
        }
        RegionRows rows =
                training.rows(
                        samples,
                        (sample, into) -> {
                            Image image = sample.image();
                            Candidates found = candidates(sample, image, labels);
                            return into.add(sample, found, regions.pooled(image, found.regions()));
                        });
        if (rows.images() == 0) {
            throw new IOException(
                    "No superpixel of the training images has a label: lower purity or accept");
        }
        RowMoments moments = rows.moments();
        Map<String, Tensor> initial = new LinkedHashMap<>(head.initial(training.seed()));
        initial.put(CentreLoss.CENTRES, centres(rows, moments, initial, training.seed()));
        Map<String, Tensor> folded =
                training.train(
                        rows,
                        moments,
                        initial,
                        List.of(CentreLoss.group(settings.centreRate(), RegionTraining.RATE)),
                        new CentreLoss(settings.centreWeight()));
        folded.put(FREQUENCY, Tensor.of(rows.frequencies(head.outputs()), head.outputs()));
        training.keep(folded);
        return folded;
    }

    /** The regions of an image that carry nearly one class, and those of no class. */
    Candidates candidates(Sample sample, Image image, PerSample<LabelMap> labels)
            throws IOException {
        return Candidates.of(
                regions.of(sample, image),
                labels.of(sample),
                settings.purity(),
                context.classes().size());
    }

    /** Where centres begin: among what the untrained network says of some images' rows. */
    private Tensor centres(
            RegionRows rows, RowMoments moments, Map<String, Tensor> initial, long seed)
            throws IOException {
        int[] some = new int[Math.min(CENTRE_IMAGES, rows.images())];
        Arrays.setAll(some, i -> (int) ((long) i * rows.images() / some.length));
        Rows read = rows.read(new Batch(0, 0, some, new SplittableRandom(seed)));
        moments.apply(read.features());
        try (Parameters parameters = inference.parameters(initial)) {
            float[] hidden =
                    inference.run(
                            manager -> {
                                parameters.lendTo(manager);
                                return head.hidden(array(manager, read.features()), parameters)
                                        .toFloatArray();
                            });
            return CentreLoss.initial(hidden, read.labels(), head.outputs(), seed);
        }
    }

    private NDArray array(ai.djl.ndarray.NDManager manager, float[] rows) {
        return DeviceArrays.of(
                manager, rows, new Shape(rows.length / head.channels(), head.channels()));
    }

    /** Labels all regions of an image: of its tags, and where the network is sure. */
    LabelMap relabelled(Sample sample, Parameters parameters) throws IOException {
        Image image = sample.image();
        Partition cut = regions.of(sample, image);
        float[] pooled = regions.pooled(image, cut);
        float[] logits = head.logits(inference, pooled, parameters);
        Tags candidates = TaggedSegmenter.candidates(sample.tags(), context.classes());
        float[] frequency = parameters.get(FREQUENCY).toFloatArray();
        return cut.paint(labels(logits, candidates, Regions.middles(cut), frequency));
    }

    /**
     * The class of each region by a softmax over the candidates. Where places are known it is
     * multiplied by what they say, and divided by how often a class was learned, which the places
     * know better.
     *
     * @param logits {@code regions * classes} values
     * @param middles of the regions
     * @param frequency of each class among the regions that were learned
     * @return as unsigned bytes; {@link ClassSet#VOID} where none is likely enough
     */
    byte[] labels(float[] logits, Tags candidates, double[] middles, float[] frequency) {
        int classes = head.outputs();
        byte[] labels = new byte[logits.length / classes];
        Arrays.fill(labels, (byte) ClassSet.VOID);
        for (int r = 0; r < labels.length; r++) {
            float[] likely = prior.at(middles[2 * r], middles[2 * r + 1]);
            double highest = Double.NEGATIVE_INFINITY;
            for (int c : candidates.ids()) {
                highest = Math.max(highest, logits[r * classes + c]);
            }
            double sum = 0;
            double[] p = new double[classes];
            for (int c : candidates.ids()) {
                double place = prior.isKnown() ? likely[c] / Math.max(RARE, frequency[c]) : 1;
                p[c] = Math.exp(logits[r * classes + c] - highest) * place;
                sum += p[c];
            }
            for (int c : candidates.ids()) {
                if (p[c] > settings.accept() * sum) {
                    labels[r] = (byte) c;
                }
            }
        }
        return labels;
    }
}
