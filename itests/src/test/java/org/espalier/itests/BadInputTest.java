package org.espalier.itests;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.espalier.itests.StartScript.Outcome;
import org.espalier.itests.bad.BadConfigurations;
import org.espalier.itests.bad.BadFile;
import org.junit.AfterClass;
import org.junit.Before;

/**
 * A process of the product with little memory, among configurations most of which are bad, for
 * tests that give it bad files.
 */
public abstract class BadInputTest {
    /** The product takes 3 GiB; no bad file should need a tenth of it. */
    private static final int HEAP_MEBIBYTES = 256;

    protected static final int SOME_FAILED = 1;
    protected static final Set<Integer> USAGE = Set.of(2);

    protected static Commands commands;

    protected final Verdict verdict = new Verdict();

    /** Where all of a test lies. */
    protected final Path home =
            Path.of(System.getProperty("espalier.itests"), getClass().getSimpleName());

    /** One process for all, unless it had to be ended. */
    @Before
    public void begin() throws Exception {
        if (commands == null) {
            ProductTest.delete(home);
            prepare();
        }
        if (commands == null || !commands.isThere()) {
            commands = new Commands(home, HEAP_MEBIBYTES);
            Outcome outcome = commands.run("list");
            verdict.command("list", outcome, Set.of(0), "toy");
        }
    }

    private void prepare() throws Exception {
        Path config = folder("config");
        ToyBundle.build(folder("deploy").resolve("toy.jar"), "1.0.0");
        for (BadFile bad : BadConfigurations.all()) {
            bad.in(config);
        }
        String toy =
                "{\"dataset.target\": \"(dataset=folder)\","
                        + " \"localizer.target\": \"(method=toy)\"";
        ProductTest.put(config.resolve("org.espalier.pipeline~toy.json"), toy + "}");
        ProductTest.put(
                config.resolve("org.espalier.pipeline~smooth.json"),
                toy + ", \"crf.target\": \"(method=dense-crf)\"}");
    }

    @AfterClass
    public static void stop() {
        commands.close();
        commands = null;
    }

    /** A folder of the test's own. */
    protected Path folder(String name) throws IOException {
        return Files.createDirectories(home.resolve(name));
    }

    /** What is said of each, by id. */
    protected static Map<String, String> failures(Path run) throws IOException {
        Map<String, String> failures = new TreeMap<>();
        for (JsonElement each :
                JsonParser.parseString(Files.readString(run.resolve("failures.json")))
                        .getAsJsonArray()) {
            JsonObject failure = each.getAsJsonObject();
            failures.put(failure.get("id").getAsString(), failure.get("reason").getAsString());
        }
        return failures;
    }

    protected static String size(Path mask) throws IOException {
        var image = javax.imageio.ImageIO.read(mask.toFile());
        return image.getWidth() + " x " + image.getHeight();
    }
}
