package org.espalier.command.product;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Suggestion;
import org.espalier.api.engine.WeightStore;
import org.espalier.console.ProgressLine;
import org.espalier.console.Terminal;
import org.espalier.shell.Arguments;
import org.espalier.shell.HelpOption;
import org.espalier.shell.ShellCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings the weights of a backbone to this machine. */
@Component(service = FetchCommand.class)
@ShellCommand(osgi_command_function = "fetch", espalier_completes = "backbone")
@ServiceDescription("Brings the weights of a pretrained backbone to this machine.")
public final class FetchCommand {
    private final WeightStore weights;
    private final Terminal terminal;

    /** With the store that fetches. */
    @Activate
    public FetchCommand(@Reference WeightStore weights, @Reference Terminal terminal) {
        this.weights = weights;
        this.terminal = terminal;
    }

    @Command(
            name = "fetch",
            description = "Brings the weights of a pretrained backbone into the folder of models.")
    private static final class Options {
        @Mixin HelpOption help;

        @Parameters(paramLabel = "BACKBONE", description = "Such as mobilenetv2.")
        String backbone;

        @Option(
                names = "--from",
                paramLabel = "FILE",
                description = "A local file to take instead of the network.")
        Path from;
    }

    /** See {@code fetch --help}. */
    @Descriptor("brings the weights of a pretrained backbone to this machine")
    public String fetch(
            @Descriptor("the backbone and options, see fetch --help") String... arguments)
            throws IOException {
        Options options = new Options();
        Optional<String> help = Arguments.read(options, arguments);
        if (help.isPresent()) {
            return help.get();
        }
        if (!weights.known().contains(options.backbone)) {
            throw new InvalidConfigurationException(
                    "espalier fetch " + options.backbone,
                    "no such weights",
                    Suggestion.of(options.backbone, weights.known()));
        }
        try (ProgressLine progress = terminal.progress()) {
            return "weights "
                    + weights.fetch(options.backbone, Optional.ofNullable(options.from), progress);
        }
    }
}
