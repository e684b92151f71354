package org.espalier.command.images;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Failure;
import org.espalier.api.pipeline.Pipeline;
import org.espalier.console.FailureLines;
import org.espalier.console.ProgressLine;
import org.espalier.console.Terminal;
import org.espalier.diagnosis.Pipelines;
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
import picocli.CommandLine.Parameters;

/** Makes masks for new photographs with what a run has learned. */
@Component(service = PredictCommand.class)
@ShellCommand(osgi_command_function = "predict", espalier_completes = "run")
@ServiceDescription("Makes masks for new photographs with what a run has learned.")
public final class PredictCommand {
    private final Pipelines pipelines;
    private final Terminal terminal;

    /** With the pipelines that can predict. */
    @Activate
    public PredictCommand(@Reference Pipelines pipelines, @Reference Terminal terminal) {
        this.pipelines = pipelines;
        this.terminal = terminal;
    }

    @Command(
            name = "predict",
            description =
                    "Makes masks for new photographs with what a run has learned; no tags needed.")
    private static final class Options {
        @Mixin HelpOption help;

        @Parameters(paramLabel = "RUN", description = "The folder of a finished run: runs/cam/3.")
        Path run;

        @Option(
                names = "--images",
                required = true,
                paramLabel = "DIR",
                description = "A folder of photographs, or one photograph.")
        Path images;

        @Option(
                names = "--out",
                required = true,
                paramLabel = "DIR",
                description = "Where the masks go, one PNG for each photograph.")
        Path out;
    }

    /**
     * See {@code predict --help}.
     *
     * @throws Incomplete when some photographs could not be used
     */
    @Descriptor("makes masks for new photographs with what a run has learned")
    public String predict(
            @Descriptor("the run's folder and options, see predict --help") String... arguments)
            throws IOException, Incomplete {
        Options options = new Options();
        Optional<String> help = Arguments.read(options, arguments);
        if (help.isPresent()) {
            return help.get();
        }
        Pipeline pipeline = pipelines.get(pipelineOf(options.run));
        List<Failure> failures;
        try (ProgressLine progress = terminal.progress()) {
            failures = pipeline.predict(options.run, options.images, options.out, progress);
        }
        if (failures.isEmpty()) {
            return "masks   " + options.out;
        }
        throw new Incomplete(
                "The other masks are in %s; %d photographs could not be used:%n%s"
                        .formatted(options.out, failures.size(), FailureLines.of(failures)));
    }

    private static String pipelineOf(Path run) throws IOException {
        Path file = run.resolve("result.json");
        if (!Files.isReadable(file)) {
            throw new BadInputException(
                    run.toString(),
                    "there is no result.json in it",
                    "name the folder of a finished run, such as runs/demo/1");
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            JsonObject result = JsonParser.parseReader(reader).getAsJsonObject();
            return result.get("pipeline").getAsString();
        } catch (RuntimeException e) { // whatever stands there instead
            throw new BadInputException(
                    file.toString(), "it names no pipeline", "run the pipeline anew", e);
        }
    }
}
