package org.espalier.console;

import java.io.PrintStream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Where commands tell how far they are. */
@Component(service = Terminal.class)
public final class Terminal {
    private final boolean terminal;

    /**
     * The property {@code espalier.terminal} says whether standard error is a terminal; the start
     * script knows, the JDK does not.
     */
    @Activate
    public Terminal(BundleContext context) {
        String property = context.getProperty("espalier.terminal");
        terminal = property == null ? System.console() != null : Boolean.parseBoolean(property);
    }

    /** Progress on standard error, for one command. */
    public ProgressLine progress() {
        PrintStream err = System.err;
        return new ProgressLine(err, terminal);
    }
}
