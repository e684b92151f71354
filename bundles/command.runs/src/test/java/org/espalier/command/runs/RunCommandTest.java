package org.espalier.command.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.Failure;
import org.espalier.api.pipeline.Pipeline;
import org.espalier.api.pipeline.RoundResult;
import org.espalier.api.pipeline.RunRequest;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.pipeline.StageResult;
import org.espalier.console.Terminal;
import org.espalier.diagnosis.Pipelines;
import org.espalier.shell.Incomplete;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {
    @TempDir Path folder;
    private final FakeFramework fakes = new FakeFramework();

    private Pipelines pipelines() {
        return new Pipelines(fakes.context(), fakes.runtime(), () -> fakes.problems);
    }

    private final List<Failure> failures = new ArrayList<>();
    private RunRequest request;
    private RunCommand command;

    private RunCommand command() {
        return new RunCommand(
                pipelines(), new Terminal(fakes.context()), new Background(fakes.context()));
    }

    @BeforeEach
    void onePipeline() {
        StageResult row = row("localizer", StageResult.TagUse.GIVEN);
        Pipeline pipeline =
                FakeFramework.fake(
                        Pipeline.class,
                        (method, args) -> {
                            if (method.equals("stages")) {
                                return Map.of("localizer", "cam");
                            }
                            if (method.equals("supervised")) {
                                return false;
                            }
                            request = (RunRequest) args[0];
                            return new RunResult(folder, "cam", 1, "voc", List.of(row), failures);
                        });
        fakes.service(Pipeline.class, pipeline, Map.of("service.pid", "org.espalier.pipeline~cam"));
        command = command();
    }

    private String run(String... arguments) throws Exception {
        return command.run(fakes.session(), arguments);
    }

    @Test
    void theTableNamesEveryStage() throws Exception {
        Files.createFile(folder.resolve("report.html"));
        assertEquals(
                """
                STAGE      METHOD  SPLIT  TAGS   mIoU %  BEST %  mAP %  IMAGES  SECONDS
                localizer  cam     val    given    41.2  -       -           2     31.5

                run     RUN
                report  RUN/report.html"""
                        .replace("RUN", folder.toString()),
                run("cam"));
    }

    @Test
    void aRunThatLearnedFromMasksSaysSoAndPredictedTagsAreNamed() {
        StageResult predicted = row("localizer", StageResult.TagUse.NONE);
        StageResult segmented = row("segmenter", StageResult.TagUse.NONE);
        String text =
                RunCommand.text(
                        new RunResult(
                                folder,
                                "x",
                                1,
                                "voc",
                                true,
                                List.of(predicted, segmented),
                                failures));
        assertTrue(text.contains("localizer  cam     val    predicted "), text);
        assertTrue(text.contains("segmenter  cam     val    none "), text);
        assertTrue(text.contains("\nThis run learns from masks.\n"), text);
    }

    @Test
    void roundsStandBelowTheTableOneToALine() {
        StageResult refined =
                learned(
                        "refiner",
                        new RoundResult(0, 663, 0.4123, 0.75, 1),
                        new RoundResult(10, 2, 0.5, Double.NaN, 0));
        StageResult twice = learned("refiner2", new RoundResult(1, 1663, 1, 0.999, 0.05));
        RunResult result =
                new RunResult(
                        folder,
                        "x",
                        1,
                        "voc",
                        List.of(row("localizer", StageResult.TagUse.GIVEN), refined, twice),
                        failures);
        assertEquals(
                """
                STAGE      METHOD  SPLIT  TAGS   mIoU %  BEST %  mAP %  IMAGES  SECONDS
                localizer  cam     val    given    41.2  -       -           2     31.5
                refiner    ial     train  given    50.0  -       -           2      1.0
                refiner2   ial     train  given    50.0  -       -           2      1.0

                STAGE     ROUND  mIoU %  PRECISION %  COVERAGE %  IMAGES
                refiner       0    41.2         75.0       100.0     663
                refiner      10    50.0            -         0.0       2
                refiner2      1   100.0         99.9         5.0    1663

                run     RUN"""
                        .replace("RUN", folder.toString()),
                RunCommand.text(result));
    }

    private static StageResult learned(String stage, RoundResult... rounds) {
        return new StageResult(
                stage,
                "ial",
                "train",
                StageResult.TagUse.GIVEN,
                FakeFramework.evaluation(0.5),
                1,
                List.of(rounds));
    }

    private static StageResult row(String stage, StageResult.TagUse tags) {
        return new StageResult(stage, "cam", "val", tags, FakeFramework.evaluation(0.412), 31.54);
    }

    @Test
    void allOptionsReachTheRequest() throws Exception {
        run(
                ("cam --data d --dataset voc --train t --val v --out o"
                                + " --set seed=3 --set localizer.scales=0.5,1")
                        .split(" "));
        assertEquals(
                new RunRequest(
                        Optional.of(Path.of("d")),
                        Optional.of("voc"),
                        Optional.of("t"),
                        Optional.of("v"),
                        Path.of("o"),
                        Map.of("seed", "3", "localizer.scales", "0.5,1")),
                request);
        run("cam");
        assertEquals(RunRequest.into(Path.of("runs")), request);
    }

    @Test
    void jsonIsTheFileAlone() throws Exception {
        Files.writeString(folder.resolve("result.json"), "{\"pipeline\": \"cam\"}");
        assertEquals("{\"pipeline\": \"cam\"}", run("cam", "--json"));
    }

    @Test
    void withFailedImagesTheTableIsShownAndTheCommandIncomplete() {
        failures.add(new Failure("localizer", "img7", "img7.jpg: truncated; a whole file"));
        var incomplete = assertThrows(Incomplete.class, () -> run("cam"));
        assertEquals(
                "1 images could not be used, first img7: img7.jpg: truncated; a whole file;"
                        + " all are in "
                        + folder.resolve("failures.json"),
                incomplete.getMessage());
        assertTrue(fakes.printed().startsWith("STAGE"), fakes.printed());
    }

    @ParameterizedTest
    @CsvSource({
        "cam --dta x, did you mean --data?",
        "cam --set seed, see espalier run --help",
        "cam dog, see espalier run --help",
        "--json, Missing required parameter",
        "cam --out, Missing required parameter",
        "cmm, did you mean cam?"
    })
    void aWrongLineIsRefusedWithAHint(String line, String hint) {
        fakes.waiting(
                fakes.component(Pipeline.class.getName(), Map.of()),
                Map.of("service.pid", "org.espalier.pipeline~cam"),
                "x",
                "X",
                null);
        var refused = assertThrows(InvalidConfigurationException.class, () -> run(line.split(" ")));
        assertTrue(refused.getMessage().contains(hint), refused.getMessage());
        assertEquals(null, request);
    }

    @Test
    void helpNamesEveryOption() throws Exception {
        String help = run("--help");
        for (String option : "--data --dataset --train --val --out --set --json".split(" ")) {
            assertTrue(help.contains(option), option);
        }
        assertTrue(help.startsWith("Usage: espalier run"), help);
    }

    @Test
    void inTheShellARunGoesOnInTheBackground() throws Exception {
        var refused =
                assertThrows(InvalidConfigurationException.class, () -> run("cam", "--background"));
        assertTrue(refused.getMessage().contains("type it in the shell"), refused.getMessage());
        fakes.frameworkProperties.put("gosh.home", "/x");
        command = command();
        assertEquals(
                "cam goes on; 'watch cam' looks on, 'cancel cam' stops it",
                run("cam", "--background"));
        assertEquals(RunRequest.into(Path.of("runs")), request);
    }

    @Test
    void whatIsWrongFromTheOutsetIsToldAtOnce() throws Exception {
        fakes.frameworkProperties.put("gosh.home", "/x");
        Background background = new Background(fakes.context());
        var wrong = new InvalidConfigurationException("--set x", "no such parameter", "use seed");
        assertEquals(
                wrong,
                assertThrows(
                        InvalidConfigurationException.class,
                        () ->
                                background.begin(
                                        "cam",
                                        () -> {
                                            throw wrong;
                                        })));
    }

    @Test
    void theEndOfTheShellCancelsWhatGoesOn() throws Exception {
        Background background = new Background(fakes.context());
        CountDownLatch cancelled = new CountDownLatch(1);
        background.begin(
                "cam",
                () -> {
                    try {
                        return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
                    } catch (InterruptedException e) {
                        cancelled.countDown();
                        throw new CancellationException();
                    }
                });
        background.end();
        assertEquals(0, cancelled.getCount());
    }
}
