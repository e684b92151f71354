package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntBiFunction;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** What ships starts. */
public class FrameworkIT extends ProductTest {
    @Test
    public void everyBundleIsActiveAndEveryFragmentAttached() {
        List<String> down = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            boolean fragment = bundle.getHeaders().get("Fragment-Host") != null;
            int expected = fragment ? Bundle.RESOLVED : Bundle.ACTIVE;
            if (bundle.getState() != expected) {
                down.add(bundle.getSymbolicName() + " is in state " + bundle.getState());
            }
        }
        assertEquals(List.of(), down);
    }

    @Test
    @SuppressWarnings("unchecked") // a generic type cannot be asked of the service registry
    public void aCommandLineRunsAndTellsItsExitCode() throws Exception {
        ToIntBiFunction<String[], PrintStream> commandLine =
                service(ToIntBiFunction.class, "(espalier=command-line)");
        assertNotNull(commandLine);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertEquals(0, commandLine.applyAsInt(new String[] {"list"}, stream));
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text, text.contains("localizer  cam"));
        assertEquals(2, commandLine.applyAsInt(new String[] {"lst"}, stream));
        assertEquals(2, commandLine.applyAsInt(new String[] {"run", "nobody"}, stream));
    }

    @Test
    public void nothingListens() throws IOException {
        assertEquals(List.of(), ListeningSockets.of(ProcessHandle.current()));
    }
}
