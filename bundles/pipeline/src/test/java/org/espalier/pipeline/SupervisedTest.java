package org.espalier.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Failure;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.pipeline.RunRequest;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.StageContext;
import org.espalier.pipeline.plan.Plan;
import org.espalier.pipeline.run.TrueMasks;
import org.espalier.pipeline.stages.NoLocalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that learns from masks, and that no other can. */
class SupervisedTest {
    @TempDir Path out;

    private final Fakes.Colours segmenter = new Fakes.Colours();
    private final TestPipeline test = new TestPipeline();

    private TestPipeline yardstick() {
        test.supervised = true;
        test.localizer = new NoLocalizer();
        test.segmenter = segmenter;
        return test;
    }

    @Test
    void theSegmenterLearnsFromTheTrueMasks() throws IOException {
        RunResult result = yardstick().run(out);
        assertEquals(6, segmenter.learned.size());
        assertEquals(
                new LabelMap(4, 2, new byte[] {2, 2, 0, 0, 2, 2, 0, 0}), segmenter.learned.get(1));
        assertEquals(
                List.of("segmenter val none"),
                result.stages().stream()
                        .map(s -> s.stage() + " " + s.split() + " " + s.tags())
                        .toList());
        assertEquals(0, test.sight.fits.get());
        assertEquals(List.of(), result.failures());
    }

    @Test
    void theCrfFollowsTheSegmenter() throws IOException {
        yardstick().crf = new Fakes.Pass();
        assertEquals("segmenter+crf", test.run(out).last().orElseThrow().stage());
    }

    @Test
    void theRunSaysThatItLearnedFromMasks() throws IOException {
        RunResult result = yardstick().run(out);
        assertTrue(result.supervised());
        assertTrue(test.build().supervised());
        for (String file : List.of("manifest.json", "result.json")) {
            String text = Files.readString(result.folder().resolve(file));
            assertTrue(text.contains("\"supervised\": true"), text);
        }
    }

    @Test
    void imagesWithoutAMaskAreLeftOutAndReportedInEveryRun() throws IOException {
        yardstick();
        test.scenes.maskless = 1;
        test.scenes.torn = 2;
        for (int run = 0; run < 2; run++) {
            RunResult result = test.run(out);
            assertEquals(4, segmenter.learned.size(), "the second run learns nothing anew");
            assertEquals(
                    List.of("train1", "train2"),
                    result.failures().stream()
                            .filter(f -> f.stage().equals("true mask"))
                            .map(Failure::id)
                            .toList());
        }
    }

    @Test
    void withoutAnyMaskThereIsNothingToLearn() {
        yardstick().scenes.masksOpen = false;
        var refused = assertThrows(BadInputException.class, () -> test.run(out));
        assertTrue(refused.getMessage().contains("none of its images"), refused.getMessage());
    }

    @Test
    void otherMasksAreLearnedAnew() throws IOException {
        yardstick().run(out);
        test.scenes.masks = "2";
        test.run(out);
        assertEquals(12, segmenter.learned.size());
    }

    @Test
    void withoutTheFlagNoStageCanGetMasks() throws IOException {
        Fakes.Pass watched =
                new Fakes.Pass() {
                    @Override
                    public void fit(
                            List<Sample> samples, PerSample<ScoreMap> s, StageContext context)
                            throws IOException {
                        test.scenes.masksOpen = false;
                        super.fit(samples, s, context);
                        test.scenes.masksOpen = true;
                    }
                };
        // What is learned differs from the truth everywhere: no mask was taken for it.
        test.file.put("localizer.strength", 0.1);
        test.refiner = watched;
        test.segmenter =
                new Fakes.Colours() {
                    @Override
                    public void fit(
                            List<Sample> samples, PerSample<LabelMap> labels, StageContext context)
                            throws IOException {
                        test.scenes.masksOpen = false;
                        super.fit(samples, labels, context);
                        test.scenes.masksOpen = true;
                        learned.forEach(l -> assertEquals(new LabelMap(4, 2, new byte[8]), l));
                    }
                };
        RunResult weak = test.run(out);
        assertFalse(weak.supervised());
        assertEquals(6, ((Fakes.Colours) test.segmenter).learned.size());
        assertTrue(
                Files.readString(weak.folder().resolve("result.json"))
                        .contains("\"supervised\": false"));
    }

    @Test
    void masksAreRefusedToAPlanWithoutTheFlag() throws IOException {
        Plan weak = test.build().plan(RunRequest.into(out));
        assertThrows(IllegalStateException.class, () -> new TrueMasks(weak));
    }

    @Test
    void theFlagIsNotForTheCommandLine() {
        test.segmenter = segmenter;
        assertThrows(InvalidConfigurationException.class, () -> test.run(out, "supervised=true"));
    }

    @Test
    void stagesThatDoNotBelongTogetherAreRefusedBeforeWorkBegins() {
        test.localizer = new NoLocalizer();
        refused("begins with a localizer");
        test.supervised = true;
        refused("is a segmenter");
        test.segmenter = segmenter;
        test.refiner = new Fakes.Pass();
        refused("key refiner.target");
        test.localizer = test.sight;
        refused("key localizer.target");
        assertFalse(Files.exists(out.resolve("test")));
    }

    private void refused(String why) {
        var refused = assertThrows(InvalidConfigurationException.class, () -> test.run(out));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }
}
