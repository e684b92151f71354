package org.espalier.command.product;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.espalier.console.Json;
import org.espalier.console.Table;
import org.espalier.diagnosis.Doctor;
import org.espalier.diagnosis.Finding;
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
import picocli.CommandLine.Option;

/** Shows what the doctor finds. */
@Component(service = DoctorCommand.class)
@ShellCommand(osgi_command_function = "doctor")
@ServiceDescription("Checks what a run needs and tells what to do.")
public final class DoctorCommand {
    private final Doctor doctor;

    /** With the doctor. */
    @Activate
    public DoctorCommand(@Reference Doctor doctor) {
        this.doctor = doctor;
    }

    @Command(
            name = "doctor",
            description =
                    "Checks Java, the engine, memory, disk, weights, bundles, configurations and, if"
                            + " asked, data. Ends with 1 when something needs to be mended.")
    private static final class Options {
        @Mixin HelpOption help;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Also looks at a folder of data: what it is taken for, its splits.")
        Path data;

        @Option(names = "--json", description = "As JSON.")
        boolean json;
    }

    /**
     * See {@code doctor --help}.
     *
     * @throws Incomplete when something needs to be mended
     */
    @Descriptor("checks what a run needs and tells what to do")
    public String doctor(
            CommandSession session, @Descriptor("options, see doctor --help") String... arguments)
            throws Incomplete {
        Options options = new Options();
        Optional<String> help = Arguments.read(options, arguments);
        if (help.isPresent()) {
            return help.get();
        }
        List<Finding> findings = new ArrayList<>(doctor.examine());
        if (options.data != null) {
            findings.addAll(doctor.examine(options.data));
        }
        String text = options.json ? Json.text(findings) : text(findings);
        long bad = findings.stream().filter(f -> f.state() == Finding.State.BAD).count();
        if (bad == 0) {
            return text;
        }
        session.getConsole().println(text.stripTrailing());
        throw new Incomplete(bad + " to be mended, see BAD above");
    }

    private static String text(List<Finding> findings) {
        Table table = new Table();
        for (Finding finding : findings) {
            String state =
                    finding.state() == Finding.State.BAD
                            ? "BAD"
                            : finding.state().name().toLowerCase(java.util.Locale.ROOT);
            table.row(state, finding.what(), finding.found());
        }
        return table.toString();
    }
}
