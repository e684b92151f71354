package org.espalier.command.product;

import org.apache.felix.service.command.Descriptor;
import org.espalier.diagnosis.Pipelines;
import org.espalier.shell.Arguments;
import org.espalier.shell.HelpOption;
import org.espalier.shell.ShellCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Explains from the framework's own records why a pipeline is there or not. */
@Component(service = WhyCommand.class)
@ShellCommand(osgi_command_function = "why", espalier_completes = "pipeline")
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
        return Arguments.read(options, arguments)
                .orElseGet(() -> pipelines.known(options.pipeline).explanation());
    }
}
