package org.espalier.command.runs;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunNames;
import org.espalier.runs.RunState;
import org.espalier.shell.Arguments;
import org.espalier.shell.HelpOption;
import org.espalier.shell.Incomplete;
import org.espalier.shell.ShellCommand;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a run to stop, in this process or another. */
@Component(service = CancelCommand.class)
@ShellCommand(osgi_command_function = "cancel", espalier_completes = "run")
@ServiceDescription("Asks a run to stop; what it finished stays and is used again.")
public final class CancelCommand {
    private static final long PAUSE_MILLIS = 100;

    @Command(
            name = "cancel",
            description =
                    "Asks a run to stop, in this process or another, and waits until it has. What it"
                            + " finished stays: asked for again, it goes on.")
    private static final class Options {
        @Mixin HelpOption help;

        @Parameters(
                paramLabel = "RUN",
                description = "cam (the newest run), cam/3, or a run's folder.")
        String run;

        @Mixin RunPlace place;

        @Option(
                names = "--patience",
                paramLabel = "SECONDS",
                defaultValue = "60",
                description = "How long to wait until it has stopped (${DEFAULT-VALUE}).")
        int patience;
    }

    /**
     * See {@code cancel --help}.
     *
     * @throws Incomplete when it has not stopped in time
     */
    @Descriptor("asks a run to stop; what it finished stays and is used again")
    public String cancel(@Descriptor("a run and options, see cancel --help") String... arguments)
            throws IOException, Incomplete {
        Options options = new Options();
        Optional<String> help = Arguments.read(options, arguments);
        if (help.isPresent()) {
            return help.get();
        }
        RunFolder run = options.place.names().begun(options.run);
        if (run.state() != RunState.RUNNING) {
            throw new InvalidConfigurationException(
                    "run " + RunNames.of(run),
                    "it is " + run.state(),
                    "see runs for one that runs");
        }
        run.wishToStop().make();
        long end = System.nanoTime() + options.patience * 1_000_000_000L;
        try {
            while (run.state() == RunState.RUNNING && System.nanoTime() < end) {
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            throw new CancellationException();
        }
        if (run.state() == RunState.RUNNING) {
            throw new Incomplete(
                    "%s was asked to stop and has not yet; a stage looks for it between two steps"
                            .formatted(RunNames.of(run)));
        }
        return "%s is %s".formatted(RunNames.of(run), run.state());
    }
}
