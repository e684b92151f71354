package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.itests.StartScript.Outcome;
import org.junit.Before;
import org.junit.Test;

/** Commands about runs that another process makes. */
public class RunsIT {
    private final Path folder = Path.of(System.getProperty("espalier.itests"), "RunsIT");
    private final String runs = folder.resolve("runs").toString();
    private StartScript runner;
    private StartScript onlooker;

    @Before
    public void configure() throws Exception {
        ProductTest.delete(folder);
        runner = new StartScript(Files.createDirectories(folder.resolve("runner")));
        onlooker = new StartScript(Files.createDirectories(folder.resolve("onlooker")));
        ProductTest.put(
                folder.resolve("runner/config/org.espalier.pipeline~toy.json"),
                "{\"dataset.target\": \"(dataset=synthetic)\","
                        + " \"localizer.target\": \"(method=toy)\","
                        + " \"dataset.trainImages\": 2, \"dataset.valImages\": 2}");
        ToyBundle.build(folder.resolve("runner/deploy/toy.jar"), "1.0.0");
    }

    private Outcome look(String... arguments) throws Exception {
        return onlooker.run(arguments);
    }

    private static JsonObject json(Outcome outcome) {
        assertEquals(outcome.err(), 0, outcome.code());
        return JsonParser.parseString(outcome.out()).getAsJsonObject();
    }

    @Test
    public void aRunIsSeenFromAnotherProcessCancelledFromThereAndGoesOn() throws Exception {
        Path hold = Files.createFile(folder.resolve("runner/hold"));
        Process process = runner.start("run", "toy", "--out", runs);
        ProductTest.await(
                "the run has begun", () -> Files.exists(folder.resolve("runner/fitting")));
        JsonObject running =
                json(look("runs", "--runs", runs, "--json"))
                        .getAsJsonArray("runs")
                        .get(0)
                        .getAsJsonObject();
        assertEquals("toy/1", running.get("run").getAsString());
        assertEquals("running", running.get("state").getAsString());
        Outcome cancelled = look("cancel", "toy", "--runs", runs);
        assertEquals(cancelled.err(), 0, cancelled.code());
        assertEquals("toy/1 is interrupted", cancelled.out().strip());
        assertEquals(130, runner.outcome(process).code());
        Outcome watched = look("watch", "toy", "--runs", runs);
        assertEquals(1, watched.code());
        assertTrue(watched.err(), watched.err().contains("go on"));
        Files.delete(hold);
        Outcome again = runner.run("run", "toy", "--out", runs);
        assertEquals(again.err(), 0, again.code());
        JsonObject shown = json(look("show", "toy", "--runs", runs, "--json"));
        assertEquals("finished", shown.get("state").getAsString());
        assertEquals("toy/1", shown.get("run").getAsString());
    }

    @Test
    public void runsAreComparedAndThePageIsWritten() throws Exception {
        for (String seed : new String[] {"1", "2"}) {
            Outcome run = runner.run("run", "toy", "--out", runs, "--set", "dataset.seed=" + seed);
            assertEquals(run.err(), 0, run.code());
        }
        Path page = folder.resolve("page.html");
        Outcome compared =
                look("compare", "toy/1", "toy/2", "--runs", runs, "--html", page.toString());
        assertEquals(compared.err(), 0, compared.code());
        assertTrue(compared.out(), compared.out().contains("+ dataset.seed: 2"));
        assertTrue(Files.readString(page).contains("These runs saw other images"));
        assertEquals(2, look("compare", "toy/1", "toi/1", "--runs", runs).code());
    }
}
