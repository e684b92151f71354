package org.espalier.method.deepcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.RoundFolder;
import org.espalier.api.stage.StageContext;
import org.espalier.api.superpixel.Partition;
import org.espalier.heads.Candidates;
import org.espalier.heads.RegionRows;
import org.espalier.heads.Rows;
import org.espalier.heads.TaggedSegmenter;
import org.espalier.training.Batch;
import org.espalier.training.SampleWork;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;

/**
 * Labels of regions that the first round learns from: those of the seeds alone, or what {@link
 * Recurrence} makes of seeds, places and tags.
 */
final class FirstLabels {
    private static final String FILE = "recurrence.safetensors";
    private static final String TABLE = "recurrence.table";

    private final Regions regions;
    private final ImageCodec codec;
    private final LocationPrior prior;
    private final DeepClusteringConfiguration settings;
    private final StageContext context;

    FirstLabels(
            Regions regions,
            ImageCodec codec,
            LocationPrior prior,
            DeepClusteringConfiguration settings,
            StageContext context) {
        this.regions = regions;
        this.codec = codec;
        this.prior = prior;
        this.settings = settings;
        this.context = context;
    }

    /**
     * A region's cluster, and what that says; and the samples that can be read, as far as known.
     */
    private record Learned(Appearance appearance, float[] table, List<Sample> readable) {}

    /** An image cut into regions, and what is known of them beforehand. */
    private record Known(Partition cut, float[] shares, float[] evidence, double[] middles) {}

    /**
     * Writes the labels of an image where they are not there yet.
     *
     * @return the samples that have tags and could be read
     */
    List<Sample> write(RoundFolder round, List<Sample> samples, PerSample<ScoreMap> upstream)
            throws IOException {
        List<Sample> tagged = samples.stream().filter(s -> !s.tags().isEmpty()).toList();
        Seeds seeds = Seeds.of(tagged, context.classes(), settings.seedLevel());
        Learned learned = settings.clusters() == 0 ? null : learned(round, tagged, seeds, upstream);
        return new SampleWork(context)
                .each(
                        "first labels",
                        learned == null ? tagged : learned.readable(),
                        sample -> {
                            if (!Files.exists(round.labels(sample))) {
                                Image image = sample.image();
                                Known known = known(sample, image, seeds, upstream);
                                byte[] labels =
                                        learned == null
                                                ? seeds.labels(known.shares(), settings.seedCover())
                                                : labels(image, known, learned);
                                codec.writeLabels(known.cut().paint(labels), round.labels(sample));
                            }
                            return true;
                        });
    }

    private Known known(Sample sample, Image image, Seeds seeds, PerSample<ScoreMap> upstream)
            throws IOException {
        ScoreMap scores =
                upstream.of(sample)
                        .only(TaggedSegmenter.candidates(sample.tags(), context.classes()));
        Partition cut = regions.of(sample, image);
        float[] shares = seeds.shares(cut, scores);
        double[] middles = Regions.middles(cut);
        float[] evidence = seeds.evidence(shares, middles, sample.tags(), prior);
        return new Known(cut, shares, evidence, middles);
    }

    private byte[] labels(Image image, Known known, Learned learned) throws IOException {
        int classes = context.classes().size();
        int[] cluster = learned.appearance().assign(regions.pooled(image, known.cut()));
        byte[] labels = new byte[cluster.length];
        Arrays.fill(labels, (byte) ClassSet.VOID);
        for (int r = 0; r < labels.length; r++) {
            float[] evidence = Arrays.copyOfRange(known.evidence(), r * classes, (r + 1) * classes);
            float[] q = Recurrence.posterior(evidence, learned.table(), cluster[r]);
            for (int c = 0; c < classes; c++) {
                if (q[c] > settings.accept()) {
                    labels[r] = (byte) c;
                }
            }
        }
        return labels;
    }

    private Learned learned(
            RoundFolder round, List<Sample> samples, Seeds seeds, PerSample<ScoreMap> upstream)
            throws IOException {
        Path file = round.path().resolve(FILE);
        if (Files.exists(file)) {
            SafeTensors tensors = SafeTensors.read(file);
            float[] table = tensors.require(TABLE, file).values();
            return new Learned(Appearance.of(tensors, file), table, samples);
        }
        Learned learned = learn(samples, seeds, upstream);
        Map<String, Tensor> tensors = new LinkedHashMap<>(learned.appearance().tensors());
        tensors.put(TABLE, Tensor.of(learned.table(), learned.table().length));
        SafeTensors.write(file, Map.of(), tensors);
        return learned;
    }

    /** Rows here are a region's features, what is known of it beforehand, and its size. */
    private Learned learn(List<Sample> samples, Seeds seeds, PerSample<ScoreMap> upstream)
            throws IOException {
        int channels = regions.channels();
        int classes = context.classes().size();
        int width = channels + classes + 1;
        RegionRows rows = new RegionRows(width, samples.size(), context.seed());
        List<Sample> read =
                new SampleWork(context)
                        .each(
                                "appearance of regions",
                                samples,
                                sample -> {
                                    Image image = sample.image();
                                    Known known = known(sample, image, seeds, upstream);
                                    float[] pooled = regions.pooled(image, known.cut());
                                    int count = known.cut().count();
                                    float[] wide = new float[count * width];
                                    put(pooled, channels, wide, 0, width);
                                    put(known.evidence(), classes, wide, channels, width);
                                    put(sizes(known.cut()), 1, wide, width - 1, width);
                                    // every region is a candidate
                                    return rows.add(
                                            sample,
                                            new Candidates(known.cut(), new byte[count]),
                                            wide);
                                });
        if (read.isEmpty()) {
            throw new IOException("None of the training images can be read and has a tag");
        }
        rows.arrange(samples);
        int[] all = new int[rows.images()];
        Arrays.setAll(all, i -> i);
        Rows kept = rows.read(new Batch(0, 0, all, new SplittableRandom(context.seed())));
        float[] features = columns(kept, 0, channels);
        Appearance appearance =
                Appearance.of(features, channels, settings.clusters(), context.seed());
        context.checkCancelled();
        float[] table =
                new Recurrence(
                                classes,
                                appearance.clusters(),
                                appearance.assign(features),
                                columns(kept, width - 1, 1),
                                columns(kept, channels, classes),
                                prior.shares())
                        .table(settings.recurrenceSteps());
        return new Learned(appearance, table, read);
    }

    /** Sizes on a scale on which the mean is 1. */
    private static float[] sizes(Partition cut) {
        int[] pixels = cut.sizes();
        float mean = (float) cut.region().length / pixels.length;
        float[] sizes = new float[pixels.length];
        for (int r = 0; r < sizes.length; r++) {
            sizes[r] = pixels[r] / mean;
        }
        return sizes;
    }

    private static void put(float[] from, int columns, float[] to, int first, int width) {
        for (int i = 0; i < from.length; i++) {
            to[i / columns * width + first + i % columns] = from[i];
        }
    }

    private static float[] columns(Rows rows, int first, int count) {
        float[] columns = new float[rows.count() * count];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = rows.features()[i / count * rows.channels() + first + i % count];
        }
        return columns;
    }
}
