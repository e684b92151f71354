package org.espalier.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.api.data.BadInputException;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.pipeline.RoundResult;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.pipeline.StageResult;
import org.espalier.api.pipeline.StageResult.TagUse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSummaryTest {
    private static final List<RoundResult> ROUNDS =
            List.of(
                    new RoundResult(0, 663, 1 / 3.0, 0.78, 0.55),
                    new RoundResult(1, 663, 0.41, Double.NaN, 0),
                    new RoundResult(12, 0, Double.NaN, Double.NaN, Double.NaN));

    @TempDir Path folder;

    private RunFolder run;

    @BeforeEach
    void begin() throws IOException {
        run = new RunFolder(folder.resolve("cam/1"));
        run.begin(
                new Manifest(
                        "cam",
                        "k",
                        false,
                        "voc",
                        "",
                        Map.of(),
                        "train",
                        "val",
                        List.of("background", "cat"),
                        0,
                        1,
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of()));
    }

    private static StageResult row(String stage, List<RoundResult> rounds) {
        Evaluation evaluation =
                new Evaluation(
                        3,
                        0.4,
                        Map.of(),
                        Optional.empty(),
                        List.of(),
                        OptionalDouble.empty(),
                        new long[0][0],
                        Map.of());
        return new StageResult(stage, "m", "train", TagUse.GIVEN, evaluation, 1, rounds);
    }

    private List<RunSummary.Row> written(String result) throws IOException {
        Files.writeString(run.path().resolve(RunFolder.RESULT), result);
        return RunSummary.read(run).stages();
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        List<StageResult> rows = List.of(row("localizer", List.of()), row("refiner", ROUNDS));
        run.finish(new RunResult(run.path(), "cam", 1, "voc", rows, List.of()));
        List<RunSummary.Row> read = RunSummary.read(run).stages();
        assertEquals(
                List.of(
                        new RunSummary.Row("localizer", "m", "train", "given", 0.4, List.of()),
                        new RunSummary.Row("refiner", "m", "train", "given", 0.4, ROUNDS)),
                read);
        assertTrue(Files.readString(run.path().resolve("evaluations.json")).contains("\"rounds\""));
    }

    @Test
    void filesThatKnowNoRoundsHaveNone() throws IOException {
        assertEquals(
                List.of(),
                written("{\"stages\": [{\"stage\": \"a\", \"mIoU\": 0.4}]}").get(0).rounds());
        assertEquals(List.of(), written("{\"stages\": [{\"rounds\": null}]}").get(0).rounds());
    }

    @Test
    void whatIsNotKnownOfARoundIsPassedBy() throws IOException {
        assertEquals(
                List.of(new RoundResult(2, 0, 0.5, Double.NaN, Double.NaN)),
                written("{\"stages\": [{\"rounds\": [{\"round\": 2, \"x\": [1], \"mIoU\": 0.5}]}]}")
                        .get(0)
                        .rounds());
    }

    @Test
    void damagedRoundsAreNoRounds() {
        for (String rounds : List.of("7", "[7]", "[{\"round\": \"x\"}]", "[{\"mIoU\": []}]")) {
            String text = "{\"stages\": [{\"rounds\": " + rounds + "}]}";
            assertThrows(BadInputException.class, () -> written(text), rounds);
        }
    }
}
