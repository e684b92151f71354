package org.espalier.shell;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Explains from the framework's own records why a pipeline is there or not. */
@Component(service = WhyCommand.class)
@ShellCommand(osgi_command_function = "why")
@ServiceDescription("Explains why a pipeline is alive, waiting or withheld.")
public final class WhyCommand {
    private final Pipelines pipelines;

    /** With what is known of pipelines. */
    @Activate
    public WhyCommand(@Reference Pipelines pipelines) {
        this.pipelines = pipelines;
    }

    @Command(name = "why", description = "Explains why a pipeline is alive, waiting or withheld.")
    private static final class Options {
        @Mixin HelpOption help;

        @Parameters(paramLabel = "PIPELINE", description = "Its name, see list.")
        String pipeline;
    }

    /** See {@code why --help}. */
    @Descriptor("explains why a pipeline is alive, waiting or withheld")
    public String why(@Descriptor("the pipeline's name") String... arguments) {
        Options options = new Options();
        return Arguments.read(options, arguments).orElseGet(() -> explain(options.pipeline));
    }

    private String explain(String name) {
        Pipelines.Known known = pipelines.known(name);
        List<String> lines = new ArrayList<>();
        switch (known.state()) {
            case "alive" -> {
                lines.add(name + " is alive:");
                known.stages().forEach((stage, method) -> lines.add("  " + stage + " " + method));
                if (known.supervised()) {
                    lines.add("  " + Pipelines.LEARNS_FROM_MASKS);
                }
            }
            case "withheld" -> {
                lines.add(name + " is withheld, since its configuration is wrong:");
                known.reasons().forEach(reason -> lines.add("  " + reason));
            }
            default -> {
                lines.add(name + " is waiting for:");
                known.reasons().forEach(reason -> lines.add("  " + reason));
            }
        }
        return String.join("\n", lines);
    }
}
