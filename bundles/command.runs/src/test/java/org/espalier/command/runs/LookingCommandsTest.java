package org.espalier.command.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookingCommandsTest {
    @TempDir Path root;
    private StoredRuns stored;

    @BeforeEach
    void place() {
        stored = new StoredRuns(root);
    }

    private String[] here(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of(arguments));
        all.addAll(List.of("--runs", root.toString()));
        return all.toArray(String[]::new);
    }

    private String runs(String... arguments) throws IOException {
        return new RunsCommand().runs(here(arguments));
    }

    private String show(String... arguments) throws IOException {
        return new ShowCommand().show(here(arguments));
    }

    private String compare(String... arguments) throws IOException {
        return new CompareCommand(null).compare(here(arguments));
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    @Test
    void runsListsEveryStateAndWhatIsDamaged() throws IOException {
        assertTrue(runs().contains("'run demo' makes one"), runs());
        stored.finished("cam/1", 1, 0.5);
        Path second = stored.begun("cam/2", 2);
        Files.writeString(
                second.resolve("progress.json"),
                "{\"process\": 1, \"tasks\": [{\"label\": \"train cam\", \"done\": 5, \"total\": 10,"
                        + " \"seconds\": 2.5}]}");
        Files.writeString(
                Files.createDirectories(root.resolve("cam/3")).resolve("manifest.json"), "{");
        String text = runs();
        assertTrue(text.matches("(?s).*cam/1 +finished +[-0-9]+ [0-9:]+ +50.0 +folder /my .*"));
        assertTrue(text.contains("train cam  5/10  2.0/s  0:03 left"), text);
        assertTrue(text.matches("(?s).*cam/3 +interrupted .*is not the JSON it should be.*"), text);
        var all = json(runs("--json")).getAsJsonArray("runs");
        assertEquals(0.5, all.get(0).getAsJsonObject().get("final").getAsDouble());
        assertEquals("interrupted", all.get(1).getAsJsonObject().get("state").getAsString());
        assertTrue(all.get(1).getAsJsonObject().get("final").isJsonNull());
    }

    @Test
    void showTellsScoresRoundsAndWhatToTypeAgain() throws IOException {
        stored.finished("cam/1", 7, 0.5);
        String text = show("cam");
        assertTrue(
                text.contains(
                        "again   espalier run cam --data '/my photos' --train train --val val --out "
                                + root
                                + " --set seed=7 --set localizer.epochs=70\n"),
                text);
        assertTrue(text.matches("(?s).*localizer +cam +val +none +50.0 +25.0 to 75.0 +2 +1.3.*"));
        assertTrue(text.matches("(?s).*localizer +1 +50.0 +75.0 +-.*"), text);
        assertFalse(text.contains("PARAMETER"), text);
        assertTrue(show("cam/1", "--settings").contains("localizer.epochs        70"), "settings");
        JsonObject json = json(show("cam/1", "--json"));
        assertEquals("finished", json.get("state").getAsString());
        assertEquals(7, json.getAsJsonObject("manifest").get("seed").getAsInt());
        assertTrue(json.get("progress").isJsonNull());
    }

    @Test
    void showOfARunThatStoppedTellsHowToGoOn() throws IOException {
        Path folder = stored.begun("cam/1", 7);
        String text = show("cam");
        assertTrue(text.contains("state   interrupted\n"), text);
        assertTrue(text.contains("go on   espalier run cam"), text);
        assertTrue(json(show("cam", "--json")).get("result").isJsonNull());
        Files.writeString(folder.resolve("result.json"), "{");
        assertThrows(BadInputException.class, () -> show("cam", "--json"));
    }

    @Test
    void aRunThatIsNotThereIsNamedWithWhatIs() throws IOException {
        stored.begun("cam/1", 1);
        var refused = assertThrows(InvalidConfigurationException.class, () -> show("cma"));
        assertTrue(refused.getMessage().contains("did you mean cam?"), refused.getMessage());
    }

    @Test
    void compareReadsLikeADiff() throws IOException {
        stored.finished("cam/1", 1, 0.5);
        stored.finished("cam/2", 2, 0.625);
        String text = compare("cam/1", "cam/2");
        assertTrue(
                text.startsWith(
                        """
                        --- cam/1
                        +++ cam/2
                        - localizer.epochs: 10
                        + localizer.epochs: 20
                        - seed: 1
                        + seed: 2
                        """),
                text);
        assertTrue(
                text.matches("(?s).*STAGE .*localizer on val, tags none +50.0 +62.5 +\\+12.5.*"));
        assertTrue(text.matches("(?s).*IMAGE .*tom +50.0 +62.5 +\\+12.5\nrex .*"), text);
        assertFalse(compare("cam/1", "cam/2", "--images", "1").contains("rex"), "one image");
        assertTrue(compare("cam/1", "cam/1").contains("both were asked the same"), "same");
        JsonObject json = json(compare("cam/1", "cam/2", "--json"));
        assertEquals(2, json.getAsJsonArray("images").size());
    }
}
