package org.espalier.superpixel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.dataset.Split;
import org.espalier.api.evaluation.Prediction;
import org.espalier.api.evaluation.Scoring;
import org.espalier.api.superpixel.BoundaryRecall;
import org.espalier.api.superpixel.Oversegmentation;
import org.espalier.api.superpixel.Oversegmentation.Felzenszwalb;
import org.espalier.api.superpixel.Oversegmentation.Slic;
import org.espalier.api.superpixel.Partition;
import org.espalier.dataset.voc.VocFormat;
import org.espalier.evaluator.miou.MeanIoU;
import org.espalier.imaging.ImageIoCodec;
import org.espalier.imaging.ImagingConfiguration;
import org.espalier.testing.SharedData;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.Test;

/** Real photographs. The floors are a little below what was measured on the same images. */
class VocSuperpixelsTest {
    private static final int IMAGES = 12;

    private record Score(double regions, double recall, double oracle) {}

    private static Score score(Oversegmentation how) throws Exception {
        TestSettings settings = TestSettings.defaults();
        var codec = new ImageIoCodec(settings.as(ImagingConfiguration.class));
        var dataset = new VocFormat(codec).open(Optional.of(SharedData.voc()), settings);
        Split split = dataset.split("val");
        Scoring scoring = new MeanIoU().start(dataset.classes(), settings);
        BoundaryRecall recall = new BoundaryRecall();
        List<Sample> samples = split.samples().subList(0, IMAGES);
        double regions = 0;
        for (Sample sample : samples) {
            LabelMap truth = split.truth(sample).orElseThrow();
            Partition partition = new BoofSuperpixels().of(sample.image(), how);
            scoring.add(Prediction.of(sample.id(), partition.oracle(truth)), truth);
            recall.add(partition, truth);
            regions += (double) partition.count() / samples.size();
        }
        return new Score(regions, recall.recall(), scoring.result().mIoU());
    }

    private static void atLeast(double recall, double oracle, Score score) {
        assertTrue(score.recall >= recall && score.oracle >= oracle, score.toString());
    }

    @Test
    void slicKeepsToTheEdgesOfObjects() throws Exception {
        Score score = score(Slic.of(200)); // measured: recall 0.812, oracle 0.862
        atLeast(0.80, 0.85, score);
        assertTrue(score.regions > 150 && score.regions < 250, score.toString());
        atLeast(0.89, 0.91, score(Slic.of(600))); // measured: recall 0.900, oracle 0.919
    }

    @Test
    void theGraphKeepsToTheEdgesOfObjects() throws Exception {
        // measured: recall 0.845, oracle 0.846 with 205 regions
        Score score = score(new Felzenszwalb(300, 0.8f, 50));
        atLeast(0.83, 0.83, score);
        assertTrue(score.regions > 150 && score.regions < 260, score.toString());
    }
}
