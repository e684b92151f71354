package org.espalier.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.StageContext;
import org.espalier.runs.RunFolder;
import org.espalier.testing.PlainCodecs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where every pixel belongs to a real class, no stage meets a background. */
class WithoutBackgroundTest {
    private static final byte VOID = -1;

    @TempDir Path folder;

    private final TestPipeline test = new TestPipeline();
    private final List<List<Integer>> refined = new ArrayList<>();

    /** Leaves scores as they are and notes of which classes they are. */
    private final class Noting extends Fakes.Pass {
        @Override
        public RefinementModel open(StageContext context) {
            return new RefinementModel() {
                @Override
                public ScoreMap refine(Image image, ScoreMap scores) {
                    synchronized (refined) {
                        refined.add(java.util.Arrays.stream(scores.classIds()).boxed().toList());
                    }
                    return scores;
                }

                @Override
                public void close() {
                    // holds nothing
                }
            };
        }
    }

    @BeforeEach
    void pastures() {
        test.scenes.classes = Scenes.PASTURES;
    }

    @Test
    void classZeroIsATagAsAnyOther() throws IOException {
        test.refiner = new Noting();
        test.crf = new Noting();
        Fakes.Colours segmenter = new Fakes.Colours();
        test.segmenter = segmenter;
        RunResult result = test.run(folder);
        assertEquals(List.of(), result.failures());
        assertEquals(-1, new RunFolder(result.folder()).manifest().background());
        List<List<Integer>> possible =
                List.of(List.of(0, 1), List.of(0, 2), List.of(1), List.of(2));
        assertTrue(possible.containsAll(refined), "no plane is added: " + refined);
        // the localizer gives grass no score: where the cat fades to nothing is not known
        byte[] cat = {1, 1, 1, VOID, 1, 1, 1, VOID};
        assertArrayEquals(cat, segmenter.learned.get(0).labels());
    }

    @Test
    void thereIsNothingToSweep() throws IOException {
        test.run(folder);
        assertTrue(test.accuracy.seen.size() > 0);
        test.accuracy.seen.forEach(p -> assertTrue(p.foreground().isEmpty(), p.id()));
    }

    @Test
    void theConstantChangesNothing() throws IOException {
        test.run(folder.resolve("low"), "background=0.1");
        List<LabelMap> low = test.accuracy.seen.stream().map(p -> p.labels()).toList();
        test.accuracy.seen.clear();
        test.run(folder.resolve("high"), "background=0.99");
        assertEquals(low, test.accuracy.seen.stream().map(p -> p.labels()).toList());
    }

    @Test
    void predictionKnowsNoBackgroundEither() throws IOException {
        Path run = test.run(folder.resolve("runs")).folder();
        byte[] dog = new byte[2 + 2 * 3];
        java.util.Arrays.fill(dog, (byte) 2);
        dog[1] = 1;
        Path photographs = Files.createDirectories(folder.resolve("in"));
        Files.write(photographs.resolve("rex.jpg"), dog);
        Path masks = folder.resolve("masks");
        test.build().predict(run, photographs, masks, Progress.silent());
        LabelMap mask = new PlainCodecs().readLabels(masks.resolve("rex.png"));
        assertEquals(2, mask.label(0, 0));
        assertEquals(255, mask.label(1, 0));
    }
}
