package org.espalier.method.deepcluster;

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

/** A segmenter that learns the mean colour of each class. */
final class ByColour implements Segmenter {
    private static final String MEANS = "means.txt";

    final AtomicInteger fits = new AtomicInteger();
    final List<Integer> epochs = new ArrayList<>();

    /** As much of its parameters as the tests need. */
    @interface Configuration {
        int epochs() default 1;

        int[] sides() default {1};

        int[] trainingSides() default {1};

        String backbone() default "";

        double classBalance() default 0;
    }

    @Override
    public void fit(List<Sample> samples, PerSample<LabelMap> labels, StageContext context)
            throws IOException {
        fits.incrementAndGet();
        epochs.add(context.settings().as(Configuration.class).epochs());
        double[] sum = new double[3 * context.classes().size()];
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
            for (int k = 0; k < 3 && label != ClassSet.VOID; k++) {
                sum[3 * label + k] += image.value(p % image.width(), p / image.width(), k);
                count[3 * label + k]++;
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
        float[] scores = new float[means.length / 3 * cells];
        int[] ids = new int[means.length / 3];
        for (int c = 0; c < ids.length; c++) {
            ids[c] = c;
            for (int p = 0; p < cells; p++) {
                double off = 0;
                for (int k = 0; k < 3; k++) {
                    int value = image.value(p % image.width(), p / image.width(), k);
                    off += Math.pow(value - means[3 * c + k], 2);
                }
                scores[c * cells + p] = (float) (1 / (1 + off / 100));
            }
        }
        return new ScoreMap(ids, image.width(), image.height(), scores);
    }
}
