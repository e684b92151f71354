package org.espalier.command.runs;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.felix.service.command.Descriptor;
import org.espalier.console.ProgressLine;
import org.espalier.console.Terminal;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunNames;
import org.espalier.runs.RunProgress;
import org.espalier.runs.RunState;
import org.espalier.shell.Arguments;
import org.espalier.shell.HelpOption;
import org.espalier.shell.Incomplete;
import org.espalier.shell.ShellCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Looks on while a run goes on, in this process or another, and shows it when it has ended. */
@Component(service = WatchCommand.class)
@ShellCommand(osgi_command_function = "watch", espalier_completes = "run")
@ServiceDescription("Looks on while a run goes on, and shows it when it has ended.")
public final class WatchCommand {
    private static final long PAUSE_MILLIS = 200;

    private final Terminal terminal;

    /** With the terminal that shows how far it is. */
    @Activate
    public WatchCommand(@Reference Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "watch",
            description =
                    "Looks on while a run goes on, in this process or another, and shows it when it"
                            + " has ended. Looking on can be broken off; the run goes on.")
    private static final class Options {
        @Mixin HelpOption help;

        @Parameters(
                paramLabel = "RUN",
                description = "cam (the newest run), cam/3, or a run's folder.")
        String run;

        @Mixin RunPlace place;
    }

    /**
     * See {@code watch --help}.
     *
     * @throws Incomplete when the run was interrupted
     */
    @Descriptor("looks on while a run goes on, and shows it when it has ended")
    public String watch(@Descriptor("a run and options, see watch --help") String... arguments)
            throws IOException, Incomplete {
        Options options = new Options();
        Optional<String> help = Arguments.read(options, arguments);
        if (help.isPresent()) {
            return help.get();
        }
        RunFolder run = options.place.names().begun(options.run);
        try (ProgressLine line = terminal.progress()) {
            while (run.state() == RunState.RUNNING) {
                String doing = Doing.of(RunProgress.read(run.path()));
                line.say(RunNames.of(run) + "  " + doing);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            throw new CancellationException();
        }
        if (run.state() == RunState.INTERRUPTED) {
            throw new Incomplete(RunText.of(run, false).stripTrailing());
        }
        return RunText.of(run, false);
    }
}
