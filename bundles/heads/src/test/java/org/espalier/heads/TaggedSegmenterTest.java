package org.espalier.heads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.SegmentationModel;
import org.espalier.api.stage.Segmenter;
import org.espalier.api.stage.StageContext;
import org.espalier.testing.TestContext;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaggedSegmenterTest {
    private static final ClassSet CLASSES =
            ClassSet.withBackground(List.of("background", "a", "b"));

    @TempDir Path folder;

    private final List<Path> fits = new ArrayList<>();
    private boolean fails;

    /** What the segmenter reads of the parameters that it is given. */
    @interface Parameters {
        int epochs() default 1;
    }

    private final Segmenter segmenter =
            new Segmenter() {
                @Override
                public void fit(
                        List<Sample> samples, PerSample<LabelMap> labels, StageContext context)
                        throws IOException {
                    assertEquals(9, context.settings().as(Parameters.class).epochs());
                    fits.add(folder.relativize(context.folder()));
                    if (fails) {
                        throw new IOException("the disk is full");
                    }
                }

                @Override
                public SegmentationModel open(StageContext context) {
                    throw new IllegalStateException("not asked here");
                }
            };

    private TaggedSegmenter tagged() {
        return new TaggedSegmenter(
                segmenter, new TestContext(folder, CLASSES, TestSettings.of("unary_epochs", 9)));
    }

    private void fit(int round) throws IOException {
        tagged().fit(round, List.of(), sample -> null);
    }

    @Test
    void learnsOnceARoundInAFolderOfTheRound() throws IOException {
        fit(1);
        fit(1);
        fit(2);
        assertEquals(List.of(Path.of("unary/1"), Path.of("unary/2")), fits);
    }

    @Test
    void whatFailedIsLearnedAgain() throws IOException {
        fails = true;
        assertThrows(IOException.class, () -> fit(1));
        fails = false;
        fit(1);
        assertEquals(2, fits.size());
    }

    @Test
    void candidatesAreTheTagsAndTheBackground() {
        assertArrayEquals(new int[] {0, 2}, TaggedSegmenter.candidates(Tags.of(2), CLASSES).ids());
        ClassSet all = ClassSet.withoutBackground(List.of("a", "b"));
        assertArrayEquals(new int[] {1}, TaggedSegmenter.candidates(Tags.of(1), all).ids());
    }

    /** 0.5 and 0.3 of the two that are asked; a class that is impossible keeps the least. */
    @Test
    void onlyCandidatesShareAPlace() throws IOException {
        float[] scores = {0.5f, 0, /* a */ 0.2f, 1, /* b */ 0.3f, 0};
        SegmentationModel model =
                new SegmentationModel() {
                    @Override
                    public ScoreMap segment(Image image) {
                        return new ScoreMap(new int[] {0, 1, 2}, 2, 1, scores);
                    }

                    @Override
                    public void close() {
                        // holds nothing
                    }
                };
        ScoreMap within = TaggedSegmenter.within(model, null, Tags.of(0, 2));
        assertArrayEquals(new int[] {0, 2}, within.classIds());
        assertArrayEquals(new float[] {0.625f, 0.5f, 0.375f, 0.5f}, within.scores(), 1e-6f);
    }
}
