package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.itests.StartScript.Outcome;
import org.junit.Before;
import org.junit.Test;

/**
 * Where there is a list of jars that may run, those in {@code deploy/} that are not on it do not.
 */
public class AllowListIT {
    private final Path folder = Path.of(System.getProperty("espalier.itests"), "AllowListIT");
    private final Path jar = folder.resolve("deploy/toy.jar");
    private final Path list = folder.resolve("jars.sha256");
    private StartScript script;

    @Before
    public void aPlugIn() throws Exception {
        ProductTest.delete(folder);
        script = new StartScript(folder);
        ToyBundle.build(jar, "1.0.0");
    }

    private Outcome list(String text) throws Exception {
        Files.writeString(list, text);
        return script.run("--allow", list.toString(), "list");
    }

    private static boolean hasToy(Outcome list) {
        return list.out().lines().anyMatch(line -> line.matches("localizer .* toy,.*"));
    }

    @Test
    public void aJarThatIsNotOnTheListIsNamedWithTheLineThatIsMissing() throws Exception {
        assertTrue(hasToy(script.run("list")));
        Outcome outcome = list("# none\n");
        assertEquals(outcome.err(), 0, outcome.code());
        assertFalse(outcome.out(), hasToy(outcome));
        assertTrue(outcome.out(), outcome.out().contains("localizer  cam, "));
        assertTrue(outcome.err(), outcome.err().contains("deploy/toy.jar: is not allowed by "));
        assertTrue(outcome.err(), outcome.err().contains(Product.digest(jar)));
    }

    @Test
    public void oneThatIsOnItRuns() throws Exception {
        Outcome outcome = list(Product.digest(jar) + "  toy.jar\n");
        assertEquals(outcome.err(), 0, outcome.code());
        assertTrue(outcome.out(), hasToy(outcome));
        assertFalse(outcome.err(), outcome.err().contains("not allowed"));
    }

    @Test
    public void withABrokenListNothingStarts() throws Exception {
        Outcome outcome = list("toy.jar\n");
        assertEquals(3, outcome.code());
        assertTrue(outcome.err(), outcome.err().contains("jars.sha256, line 1: "));
        assertEquals("", outcome.out());
    }
}
