package org.espalier.heads;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.api.data.Sample;
import org.espalier.training.Batch;

/** Features and classes of some candidate regions of every training image, in bounded memory. */
public final class RegionRows {
    private static final int MOST = 96;

    /** How many features fit into half a gigabyte. */
    private static final long BUDGET = 128L << 20;

    private final int channels;
    private final int most;
    private final long seed;
    private final Map<String, Rows> byId = new ConcurrentHashMap<>();
    private List<Rows> images = List.of();

    /**
     * Of no image yet.
     *
     * @param channels features of a region
     * @param count how many images there will be: the more, the fewer regions of each are kept
     * @param seed decides which
     */
    public RegionRows(int channels, int count, long seed) {
        this.channels = channels;
        this.most =
                (int) Math.max(1, Math.min(MOST, BUDGET / Math.max(1, (long) count * channels)));
        this.seed = seed;
    }

    /**
     * Adds an image, on any thread; which of its regions are kept depends on the seed and its id.
     *
     * @param features of all its regions, region after region
     * @return whether it has a candidate
     */
    public boolean add(Sample sample, Candidates candidates, float[] features) {
        int[] chosen = new int[candidates.labels().length];
        int count = 0;
        for (int r = 0; r < chosen.length; r++) {
            if (candidates.has(r)) {
                chosen[count++] = r;
            }
        }
        SplittableRandom random = new SplittableRandom(seed ^ sample.id().hashCode());
        for (int i = 0; i < Math.min(count, most); i++) {
            int j = i + random.nextInt(count - i);
            int kept = chosen[j];
            chosen[j] = chosen[i];
            chosen[i] = kept;
        }
        int[] kept = Arrays.copyOf(chosen, Math.min(count, most));
        float[] rows = new float[kept.length * channels];
        byte[] labels = new byte[kept.length];
        for (int i = 0; i < kept.length; i++) {
            System.arraycopy(features, kept[i] * channels, rows, i * channels, channels);
            labels[i] = candidates.labels()[kept[i]];
        }
        if (kept.length > 0) {
            byId.put(sample.id(), new Rows(channels, rows, labels));
        }
        return kept.length > 0;
    }

    /** Puts the images in order, when all are added. */
    public void arrange(List<Sample> samples) {
        images = samples.stream().map(s -> byId.get(s.id())).filter(r -> r != null).toList();
    }

    /** How many images have a candidate. */
    public int images() {
        return images.size();
    }

    /** What features are standardised by. */
    public RowMoments moments() {
        return RowMoments.of(images.stream().map(Rows::features).toList(), channels);
    }

    /**
     * The share of each class among the rows.
     *
     * @param classes labels are below
     */
    public float[] frequencies(int classes) {
        long[] counts = new long[classes];
        long all = 0;
        for (Rows rows : images) {
            for (byte label : rows.labels()) {
                counts[label & 0xff]++;
                all++;
            }
        }
        float[] frequencies = new float[classes];
        for (int c = 0; c < classes; c++) {
            frequencies[c] = (float) ((double) counts[c] / Math.max(1, all));
        }
        return frequencies;
    }

    /** The rows of a batch of images; copies. */
    public Rows read(Batch batch) {
        List<Rows> read = new ArrayList<>();
        int count = 0;
        for (int index : batch.indices()) {
            read.add(images.get(index));
            count += images.get(index).count();
        }
        float[] features = new float[count * channels];
        byte[] labels = new byte[count];
        int at = 0;
        for (Rows rows : read) {
            System.arraycopy(rows.features(), 0, features, at * channels, rows.features().length);
            System.arraycopy(rows.labels(), 0, labels, at, rows.count());
            at += rows.count();
        }
        return new Rows(channels, features, labels);
    }
}
