package org.espalier.method.ial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.files.AtomicFile;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.SegmentationModel;
import org.espalier.api.stage.Segmenter;
import org.espalier.api.stage.StageContext;

/** A segmenter that learns how bright each class is, on average. */
final class ByBrightness implements Segmenter {
    private static final String MEANS = "means.txt";

    final AtomicInteger fits = new AtomicInteger();
    final List<Integer> epochs = new ArrayList<>();

    /** As much of its parameters as the tests need. */
    @interface Configuration {
        int epochs() default 1;

        int[] sides() default {1};

        int[] trainingSides() default {1};

        String backbone() default "";
    }

    @Override
    public void fit(List<Sample> samples, PerSample<LabelMap> labels, StageContext context)
            throws IOException {
        fits.incrementAndGet();
        epochs.add(context.settings().as(Configuration.class).epochs());
        double[] sum = new double[context.classes().size()];
        long[] count = new long[sum.length];
        for (Sample sample : samples) {
            context.checkCancelled();
            try {
                add(sample.image(), labels.of(sample), sum, count);
            } catch (BadInputException e) {
                context.failed(sample.id(), e);
            }
        }
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < sum.length; c++) {
            text.append(count[c] == 0 ? -1000 : sum[c] / count[c]).append('\n');
        }
        AtomicFile.writeText(context.folder().resolve(MEANS), text.toString());
    }

    private static void add(Image image, LabelMap labels, double[] sum, long[] count) {
        for (int p = 0; p < labels.labels().length; p++) {
            int label = labels.labels()[p] & 0xff;
            if (label != ClassSet.VOID) {
                sum[label] += image.value(p % image.width(), p / image.width(), 0);
                count[label]++;
            }
        }
    }

    @Override
    public SegmentationModel open(StageContext context) throws IOException {
        Path file = context.folder().resolve(MEANS);
        double[] means =
                Files.readAllLines(file).stream().mapToDouble(Double::parseDouble).toArray();
        return new SegmentationModel() {
            @Override
            public ScoreMap segment(Image image) {
                return segmented(image, means);
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }

    private static ScoreMap segmented(Image image, double[] means) {
        int cells = image.width() * image.height();
        float[] scores = new float[means.length * cells];
        int[] ids = new int[means.length];
        for (int c = 0; c < means.length; c++) {
            ids[c] = c;
            for (int p = 0; p < cells; p++) {
                double off = image.value(p % image.width(), p / image.width(), 0) - means[c];
                scores[c * cells + p] = (float) (1 / (1 + off * off / 100));
            }
        }
        return new ScoreMap(ids, image.width(), image.height(), scores);
    }
}
