package org.espalier.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.pipeline.FinishedRun;
import org.espalier.api.pipeline.RunResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told of finished runs. */
class ListenersTest {
    @TempDir Path out;

    private final TestPipeline test = new TestPipeline();

    @Test
    void seeTheFinishedRunAndCannotBreakIt() throws IOException {
        FinishedRun[] seen = new FinishedRun[1];
        test.catalogue.addListener(
                run -> {
                    throw new IOException("disk full");
                });
        test.catalogue.addListener(run -> seen[0] = run);
        RunResult result = test.run(out);
        assertEquals(result, seen[0].result());
        var val = seen[0].splits().get(1);
        assertEquals(
                1,
                seen[0].labels(result.stages().get(1), val.samples().get(0))
                        .orElseThrow()
                        .label(0, 0));
    }

    @Test
    void areToldAgainOfARunThatEndedWhileTheyWereTold() throws IOException {
        List<Path> told = new ArrayList<>();
        test.catalogue.addListener(
                run -> {
                    told.add(run.result().folder());
                    assertFalse(Files.exists(run.result().folder().resolve("result.json")));
                    if (told.size() == 1) {
                        throw new NoClassDefFoundError("the process ends here");
                    }
                });
        assertThrows(NoClassDefFoundError.class, () -> test.run(out));
        RunResult again = test.run(out);
        assertEquals(List.of(again.folder(), again.folder()), told);
        assertTrue(Files.exists(again.folder().resolve("result.json")));
    }
}
