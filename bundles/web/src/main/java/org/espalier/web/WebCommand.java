package org.espalier.web;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.shell.Arguments;
import org.espalier.shell.CommandLine;
import org.espalier.shell.HelpOption;
import org.espalier.shell.ShellCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns the live page on. */
@Component(service = WebCommand.class)
@ShellCommand(osgi_command_function = "web")
@ServiceDescription("Shows runs in a browser while they go on.")
public final class WebCommand {
    private static final int LAST_PORT = 65535;

    private final WebServer server;

    /** With the server that is turned on. */
    @Activate
    public WebCommand(@Reference WebServer server) {
        this.server = server;
    }

    @Command(
            name = "web",
            description =
                    "Shows runs in a browser while they go on, at an address that this machine alone"
                            + " can reach, until it is interrupted (Ctrl-C). In the shell it returns"
                            + " at once and the page stays on.")
    private static final class Options {
        @Mixin HelpOption help;

        @Option(
                names = "--port",
                paramLabel = "N",
                defaultValue = "7070",
                description = "The port, 0 for any that is free (${DEFAULT-VALUE}).")
        int port;

        @Option(
                names = "--runs",
                paramLabel = "DIR",
                defaultValue = "runs",
                description = "The folder that holds the runs (${DEFAULT-VALUE}).")
        Path runs;

        @Option(names = "--stop", description = "Ends the page that the shell turned on.")
        boolean stop;
    }

    /** See {@code web --help}. */
    @Descriptor("shows runs in a browser while they go on")
    public String web(
            CommandSession session, @Descriptor("options, see web --help") String... arguments)
            throws IOException {
        Options options = new Options();
        Optional<String> help = Arguments.read(options, arguments);
        if (help.isPresent()) {
            return help.get();
        }
        if (options.stop) {
            return server.stop() ? "the live page is off" : "the live page was not on";
        }
        if (options.port < 0 || options.port > LAST_PORT) {
            throw new InvalidConfigurationException(
                    "--port " + options.port, "is no port", "0 to " + LAST_PORT);
        }
        try {
            URI address = server.start(options.runs, options.port);
            if (!CommandLine.isAlone(session)) {
                return address.toString();
            }
            session.getConsole().println(address);
            session.getConsole().flush();
            new CountDownLatch(1).await();
            return null;
        } catch (InterruptedException e) {
            server.stop();
            return null;
        }
    }
}
