package org.espalier.command.runs;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.data.BadInputException;
import org.espalier.console.Json;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunNames;
import org.espalier.runs.RunProgress;
import org.espalier.shell.Arguments;
import org.espalier.shell.HelpOption;
import org.espalier.shell.ShellCommand;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a run: what it was asked, how far it is, what it reached. */
@Component(service = ShowCommand.class)
@ShellCommand(osgi_command_function = "show", espalier_completes = "run")
@ServiceDescription("Shows what a run was asked, how far it is and what it reached.")
public final class ShowCommand {
    @Command(
            name = "show",
            description =
                    "Shows a run: what it was asked, how far it is, its scores, and what to type to"
                            + " have it again.")
    private static final class Options {
        @Mixin HelpOption help;

        @Parameters(
                paramLabel = "RUN",
                description = "cam (the newest run), cam/3, or a run's folder.")
        String run;

        @Mixin RunPlace place;

        @Option(names = "--settings", description = "Also every parameter in force.")
        boolean settings;

        @Option(names = "--json", description = "As JSON: manifest, result and progress.")
        boolean json;
    }

    /** See {@code show --help}. */
    @Descriptor("shows what a run was asked, how far it is and what it reached")
    public String show(@Descriptor("a run and options, see show --help") String... arguments)
            throws IOException {
        Options options = new Options();
        Optional<String> help = Arguments.read(options, arguments);
        if (help.isPresent()) {
            return help.get();
        }
        RunFolder run = options.place.names().begun(options.run);
        return options.json ? Json.text(json(run)) : RunText.of(run, options.settings);
    }

    private static Map<String, Object> json(RunFolder run) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", RunNames.of(run));
        json.put("folder", run.path().toString());
        json.put("state", run.state().toString());
        json.put("manifest", file(run.path().resolve("manifest.json")));
        json.put("result", file(run.path().resolve(RunFolder.RESULT)));
        json.put("progress", RunProgress.read(run.path()).orElse(null));
        return json;
    }

    private static JsonElement file(Path file) throws IOException {
        if (!Files.exists(file)) {
            return JsonNull.INSTANCE;
        }
        try {
            return JsonParser.parseString(Files.readString(file));
        } catch (JsonParseException | CharacterCodingException e) {
            throw new BadInputException(file.toString(), "is not JSON", "run the pipeline anew", e);
        }
    }
}
