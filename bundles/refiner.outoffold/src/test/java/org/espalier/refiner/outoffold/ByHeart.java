package org.espalier.refiner.outoffold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.files.AtomicFile;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.SegmentationModel;
import org.espalier.api.stage.Segmenter;
import org.espalier.api.stage.StageContext;

/**
 * A network that knows by heart what it has learned from, and says of it nothing but background. Of
 * any other image it says that every class has a hundredth for each image it has learned from.
 */
final class ByHeart implements Segmenter {
    private static final String FILE = "learned.txt";

    /** What each training learned from. */
    final List<List<String>> fits = Collections.synchronizedList(new ArrayList<>());

    /** As much of its parameters as is asked for. */
    @interface Configuration {
        int epochs() default 1;

        double mixup() default 0;
    }

    @Override
    public void fit(List<Sample> samples, PerSample<LabelMap> labels, StageContext context)
            throws IOException {
        List<String> digests = new ArrayList<>();
        for (Sample sample : samples) {
            context.checkCancelled();
            labels.of(sample);
            digests.add(sample.image().digest());
        }
        fits.add(samples.stream().map(Sample::id).toList());
        AtomicFile.writeText(context.folder().resolve(FILE), String.join("\n", digests));
    }

    @Override
    public SegmentationModel open(StageContext context) throws IOException {
        Path file = context.folder().resolve(FILE);
        List<String> learned = Files.readAllLines(file);
        int[] ids = new int[context.classes().size()];
        Arrays.setAll(ids, k -> k);
        return new SegmentationModel() {
            @Override
            public ScoreMap segment(Image image) {
                float tag = learned.contains(image.digest()) ? 0 : 0.01f * learned.size();
                float[] scores = new float[ids.length * 4];
                Arrays.fill(scores, tag);
                Arrays.fill(scores, 0, 4, 1 - tag);
                return new ScoreMap(ids, 2, 2, scores);
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }
}
