package org.espalier.command.images;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.evaluation.Prediction;
import org.espalier.api.evaluation.Scoring;
import org.espalier.api.superpixel.BoundaryRecall;
import org.espalier.api.superpixel.Oversegmentation;
import org.espalier.api.superpixel.Partition;
import org.espalier.api.superpixel.Superpixels;
import org.espalier.console.Json;
import org.espalier.console.Percent;
import org.espalier.console.Table;

/** Cuts images and measures how well the regions keep to the true masks. */
final class SuperpixelScore {
    private static final double NANOS = 1e9;

    private final Superpixels superpixels;
    private final Oversegmentation how;
    private final Scoring oracle;
    private final BoundaryRecall recall = new BoundaryRecall();
    private long images;
    private long regions;
    private long nanos;

    SuperpixelScore(Superpixels superpixels, Oversegmentation how, Scoring oracle) {
        this.superpixels = superpixels;
        this.how = how;
        this.oracle = oracle;
    }

    /** Counts one image, or throws and does not. */
    void add(Sample sample, LabelMap truth) throws IOException {
        Image image = sample.image();
        long begin = System.nanoTime();
        Partition partition = superpixels.of(image, how);
        long took = System.nanoTime() - begin;
        oracle.add(Prediction.of(sample.id(), partition.oracle(truth)), truth);
        recall.add(partition, truth);
        images++;
        regions += partition.count();
        nanos += took;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("images", images);
        json.put("regions", Json.finite((double) regions / images));
        json.put("boundaryRecall", Json.finite(recall.recall()));
        json.put("oracleMIoU", Json.finite(oracle.result().mIoU()));
        json.put("imagesPerSecond", Json.finite(images / (nanos / NANOS)));
        return json;
    }

    @Override
    public String toString() {
        return new Table()
                .row("images", images)
                .row("regions an image", decimal((double) regions / images))
                .row("boundary recall %", Percent.of(recall.recall()))
                .row("oracle mIoU %", Percent.of(oracle.result().mIoU()))
                .row("images/s", decimal(images / (nanos / NANOS)))
                .toString();
    }

    private static String decimal(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f", value) : "-";
    }
}
