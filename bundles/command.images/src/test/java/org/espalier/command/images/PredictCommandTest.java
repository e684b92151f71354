package org.espalier.command.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Failure;
import org.espalier.api.pipeline.Pipeline;
import org.espalier.console.Terminal;
import org.espalier.diagnosis.Pipelines;
import org.espalier.shell.Incomplete;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {
    @TempDir Path folder;
    private final FakeFramework fakes = new FakeFramework();

    private Pipelines pipelines() {
        return new Pipelines(fakes.context(), fakes.runtime(), () -> fakes.problems);
    }

    private String predict(List<Failure> failures, String run) throws IOException, Incomplete {
        fakes.references.clear();
        Pipeline pipeline = FakeFramework.fake(Pipeline.class, (method, args) -> failures);
        fakes.service(Pipeline.class, pipeline, Map.of("service.pid", "org.espalier.pipeline~cam"));
        return new PredictCommand(pipelines(), new Terminal(fakes.context()))
                .predict(run, "--images", "i", "--out", "o");
    }

    @Test
    void predictFindsThePipelineOfTheRun() throws Exception {
        Files.writeString(folder.resolve("result.json"), "{\"pipeline\": \"cam\"}");
        assertEquals("masks   o", predict(List.of(), folder.toString()));
        List<Failure> failed = List.of(new Failure("predict", "x", "x.jpg: empty; a photograph"));
        var incomplete = assertThrows(Incomplete.class, () -> predict(failed, folder.toString()));
        assertTrue(incomplete.getMessage().endsWith("  x.jpg: empty; a photograph"), "lists it");
    }

    @Test
    void predictRefusesAFolderThatIsNoRun() throws Exception {
        assertThrows(BadInputException.class, () -> predict(List.of(), folder.toString()));
        for (String content :
                List.of("{}", "[]", "{not", "", "{\"pipeline\": [1, 2]}", "{\"pipeline\": {}}")) {
            Files.writeString(folder.resolve("result.json"), content);
            assertThrows(
                    BadInputException.class, () -> predict(List.of(), folder.toString()), content);
        }
    }
}
