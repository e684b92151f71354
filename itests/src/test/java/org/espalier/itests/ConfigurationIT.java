package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
import org.espalier.api.configuration.ConfigurationProblems;
import org.espalier.api.pipeline.Pipeline;
import org.junit.Test;

/** A wrong file stays out with one message, the others are in force; edits are followed. */
public class ConfigurationIT extends ProductTest {
    private static final String GOOD =
            "{\"dataset.target\": \"(dataset=synthetic)\", \"localizer.target\": \"(method=cam)\"}";

    @Inject private ConfigurationProblems problems;

    @Override
    protected void prepare(Path folder) throws Exception {
        Path config = folder.resolve("config");
        put(file(config, "good"), "// a comment\n" + GOOD);
        put(file(config, "typo"), GOOD.replace("localizer", "localiser"));
        put(file(config, "range"), GOOD.replace("{", "{\"background\": 1.5, "));
        put(file(config, "part"), GOOD.replace("{", "{\"localizer.epocs\": 3, "));
    }

    private static Path file(Path config, String name) {
        return config.resolve("org.espalier.pipeline~" + name + ".json");
    }

    private Pipeline pipeline(String name) throws Exception {
        return service(Pipeline.class, "(service.pid=org.espalier.pipeline~" + name + ")");
    }

    private String problem(String name) {
        return problems.problems().stream()
                .filter(p -> p.pid().endsWith("~" + name))
                .map(ConfigurationProblems.Problem::message)
                .findFirst()
                .orElse("");
    }

    @Test
    public void wrongFilesAreWithheldAndTheGoodOneIsAlive() throws Exception {
        await("the good one is alive", () -> pipeline("good") != null);
        assertEquals(
                "org.espalier.pipeline~typo.json, key localiser.target: no such key;"
                        + " did you mean localizer.target?",
                problem("typo"));
        assertEquals(
                "org.espalier.pipeline~range.json, key background: 1.5 is out of range",
                problem("range").split(";")[0]);
        assertEquals(
                "org.espalier.pipeline~part.json, key localizer.epocs: no such key;"
                        + " did you mean epochs?",
                problem("part"));
        assertNull(pipeline("typo"));
        assertNull(pipeline("range"));
        await("the one with a wrong key of a stage is down", () -> pipeline("part") == null);
        assertNotNull(pipeline("good"));
    }

    @Test
    public void editsAreFollowedWhileItRuns() throws Exception {
        Path file = file(folder().resolve("config"), "edited");
        put(file, GOOD);
        await("a new file makes a pipeline", () -> pipeline("edited") != null);
        Pipeline first = pipeline("edited");
        put(file, GOOD.replace("{", "{\"sed\": 2, "));
        await("a wrong edit takes it down", () -> pipeline("edited") == null);
        assertEquals(
                "org.espalier.pipeline~edited.json, key sed: no such key; did you mean seed?",
                problem("edited"));
        put(file, GOOD.replace("{", "{\"seed\": 2, "));
        await("mended, it is back", () -> pipeline("edited") != null);
        assertEquals("", problem("edited"));
        org.junit.Assert.assertNotSame(first, pipeline("edited"));
        Files.delete(file);
        await("without its file it is gone", () -> pipeline("edited") == null);
    }
}
