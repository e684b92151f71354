package org.espalier.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.api.configuration.ConfigurationProblems.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFolderTest {
    @TempDir Path dir;
    private final Toys toys = new Toys();

    @BeforeEach
    void watch() {
        toys.folder = dir.toString();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    private static List<String> messages(ConfigurationFolder folder) {
        return folder.problems().stream().map(Problem::message).toList();
    }

    @Test
    void whatIsThereAtTheStartIsApplied() throws IOException {
        toys.install();
        write("toy.json", "// a comment\n{\"epochs\": 3, \"scales\": [1.0]}");
        write("line~a.json", "{\"seed\": 7, \"localizer.epochs\": 5}");
        write("README.md", "no configuration");
        ConfigurationFolder folder = toys.folder();
        assertEquals(List.of(), folder.problems());
        assertEquals(3, toys.applied.get("toy").get("epochs"));
        assertEquals(7L, toys.applied.get("line~a").get("seed"));
        assertEquals(5L, toys.applied.get("line~a").get("localizer.epochs"));
        assertEquals(2, toys.applied.size());
    }

    @Test
    void aWrongFileIsWithheldAndOthersGoOn() throws IOException {
        toys.install();
        write("toy.json", "{\"epochs\": 300}");
        write("line~a.json", "{\"seed\": 7}");
        write("line~b.json", "{\"seeed\": 7}");
        write("line~c.json", "{\"localizer.rat\": 7}");
        write("line~d.json", "{not json");
        ConfigurationFolder folder = toys.folder();
        assertEquals(java.util.Set.of("line~a"), toys.applied.keySet());
        List<String> messages = messages(folder);
        assertEquals("line~b.json, key seeed: no such key; did you mean seed?", messages.get(0));
        assertEquals(
                "line~c.json, key localizer.rat: no such key; did you mean rate?", messages.get(1));
        assertTrue(messages.get(2).startsWith("line~d.json: not read: "), messages.get(2));
        assertEquals("toy.json", folder.problems().get(3).file());
        assertEquals("toy", folder.problems().get(3).pid());
    }

    @Test
    void editsAreFollowedAndRepeatsAreNot() throws IOException {
        toys.install();
        Path file = write("toy.json", "{\"epochs\": 3}");
        ConfigurationFolder folder = toys.folder();
        folder.install(file.toFile());
        assertEquals(1, toys.changes);
        write("toy.json", "{\"epochs\": 0}");
        folder.update(file.toFile());
        assertFalse(toys.applied.containsKey("toy"));
        assertEquals(1, folder.problems().size());
        write("toy.json", "{\"epochs\": 4}");
        folder.update(file.toFile());
        assertEquals(Map.of("epochs", 4), toys.applied.get("toy"));
        assertEquals(List.of(), folder.problems());
        Files.delete(file);
        folder.uninstall(file.toFile());
        folder.uninstall(file.toFile());
        assertFalse(toys.applied.containsKey("toy"));
        assertEquals(4, toys.changes);
    }

    @Test
    void aFileForAnAbsentBundleIsCheckedWhenItComes() throws IOException {
        write("toy.json", "{\"epochs\": 3}");
        write("line~a.json", "{\"localizer.rat\": 1}");
        ConfigurationFolder folder = toys.folder();
        assertEquals(List.of(), folder.problems());
        assertEquals(2, toys.applied.size());
        toys.install();
        assertEquals(
                List.of("line~a.json, key localizer.rat: no such key; did you mean rate?"),
                messages(folder));
        assertEquals(Map.of("epochs", 3), toys.applied.get("toy"));
        folder.close();
        assertEquals(1, toys.listeners.size());
    }

    @Test
    void onlyJsonFilesOfItsFolderAreItsBusiness() {
        ConfigurationFolder folder = toys.folder();
        assertTrue(folder.canHandle(dir.resolve("toy.json").toFile()));
        assertFalse(folder.canHandle(dir.resolve("toy.cfg").toFile()));
        assertFalse(folder.canHandle(dir.resolve("sub/toy.json").toFile()));
        toys.folder = null;
        assertFalse(toys.folder().canHandle(dir.resolve("toy.json").toFile()));
    }

    @Test
    void aNameMustTellAConfiguration() throws IOException {
        write("~x.json", "{}");
        write("toy~.json", "{}");
        assertEquals(
                List.of(
                        "toy~.json: the name tells no configuration;"
                                + " call it PID.json or PID~NAME.json",
                        "~x.json: the name tells no configuration;"
                                + " call it PID.json or PID~NAME.json"),
                messages(toys.folder()));
    }

    @Test
    void namesOfFilesAreCheckedWhereSomethingIsLikeThem() throws IOException {
        toys.install();
        write("toy~a.json", "{\"epochs\": 3}");
        write("line.json", "{\"seed\": 7}");
        write("lime~b.json", "{\"seed\": 7}");
        write("org.example.other.json", "{\"seed\": 7}");
        assertEquals(
                List.of(
                        "lime~b.json: nothing is called lime; call it line~b.json",
                        "line.json: it has no name; call it line~NAME.json",
                        "toy~a.json: there is but one such configuration; call it toy.json"),
                messages(toys.folder()));
        assertEquals(java.util.Set.of("org.example.other"), toys.applied.keySet());
    }

    /** One file among good ones, whatever it holds. */
    @Test
    void whatCannotBeReadIsAProblemOfThatFileAlone() throws IOException {
        toys.install();
        write("line~a.json", "{\"seed\": 7}");
        Files.write(dir.resolve("line~b.json"), new byte[] {'{', (byte) 0xe4, '}'});
        write("line~c.json", "{\"seed\": " + "[".repeat(200_000));
        write("line~d.json", " ".repeat(2_000_000));
        write("line~e.json", "{\"seed\": null}");
        write("line~f.json", "{\"seed\": [1, 2]}");
        write("line~g.json", "{\"" + "x".repeat(500_000) + "\": 1}");
        List<String> messages = messages(toys.folder());
        assertEquals(6, messages.size());
        assertTrue(
                messages.get(0).startsWith("line~b.json: not read: it is not UTF-8"),
                messages::toString);
        assertTrue(
                messages.get(1).startsWith("line~c.json: not read: it is nested"),
                messages::toString);
        assertTrue(
                messages.get(2).startsWith("line~d.json: not read: it has 2000000"),
                messages::toString);
        assertTrue(
                messages.get(3).startsWith("line~e.json: not read: a value is"),
                messages::toString);
        assertTrue(
                messages.get(4).startsWith("line~f.json, key seed: [1, 2] is"), messages::toString);
        assertTrue(messages.get(5).startsWith("line~g.json, key xxx"), messages::toString);
        assertEquals(java.util.Set.of("line~a"), toys.applied.keySet());
    }
}
