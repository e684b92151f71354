package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.espalier.itests.StartScript.Outcome;
import org.junit.Test;

/** A bundle in {@code deploy/} whose start hangs does not keep the product from starting. */
public class EnduresHangingStartIT {
    private static final String ACTIVATORS = "org.espalier.itests.toy.activator";

    private final Path folder =
            Path.of(System.getProperty("espalier.itests"), "EnduresHangingStartIT");

    @Test
    public void theCommandRunsAndTheJarIsNamed() throws Exception {
        ProductTest.delete(folder);
        StartScript script =
                new StartScript(folder, Map.of("ESPALIER_JAVA_OPTS", "-Despalier.start.seconds=2"));
        Path jar = folder.resolve("deploy/a-hanging.jar");
        ToyBundle.build(
                jar, ACTIVATORS, "1.0.0", Map.of("Bundle-Activator", ACTIVATORS + ".Hanging"));
        ToyBundle.build(folder.resolve("deploy/toy.jar"), "1.0.0");
        boolean survived = false;
        try {
            Outcome hanging = script.run("list");
            assertEquals(hanging.err(), 0, hanging.code());
            assertTrue(hanging.out(), hanging.out().contains("wildcat"));
            assertTrue(hanging.out(), hanging.out().contains("toy"));
            assertTrue(
                    hanging.err(),
                    hanging.err()
                            .contains("deploy/a-hanging.jar: its start did not come to an end"));
            assertTrue(hanging.err(), hanging.err().contains(ACTIVATORS + ".Hanging.start"));
            Files.delete(jar);
            Outcome healed = script.run("list");
            assertEquals(0, healed.code());
            assertEquals("", healed.err());
            survived = true;
        } finally {
            Tally.add("deploys", survived ? 1 : 0, 1);
        }
    }
}
