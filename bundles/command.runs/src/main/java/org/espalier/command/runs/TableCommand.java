package org.espalier.command.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.data.BadInputException;
import org.espalier.console.Json;
import org.espalier.console.Table;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunNames;
import org.espalier.runs.RunStore;
import org.espalier.runs.RunSummary;
import org.espalier.shell.Arguments;
import org.espalier.shell.HelpOption;
import org.espalier.shell.ShellCommand;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets runs beside each other, beside full supervision, and beside published figures. */
@Component(service = TableCommand.class)
@ShellCommand(osgi_command_function = "table", espalier_completes = "run")
@ServiceDescription("Sets runs beside each other and beside published figures.")
public final class TableCommand {
    @Command(
            name = "table",
            description =
                    "Shows for each run the mIoU after every stage, its share of what the newest"
                            + " supervised run of the same data reaches, and what is published of"
                            + " its method.")
    private static final class Options {
        @Mixin HelpOption help;

        @Parameters(
                arity = "1..*",
                paramLabel = "RUN",
                description = "cam (the newest finished run), cam/3, or a run's folder.")
        List<String> runs = List.of();

        @Mixin RunPlace place;

        @Option(names = "--json", description = "As JSON.")
        boolean json;

        @Option(names = "--markdown", description = "As a table in Markdown.")
        boolean markdown;
    }

    /** See {@code table --help}. */
    @Descriptor("sets runs beside each other and beside published figures")
    public String table(@Descriptor("runs and options, see table --help") String... arguments)
            throws IOException {
        Options options = new Options();
        Optional<String> help = Arguments.read(options, arguments);
        if (help.isPresent()) {
            return help.get();
        }
        RunNames names = options.place.names();
        List<RunSummary> runs = new ArrayList<>();
        for (String name : options.runs) {
            runs.add(RunSummary.read(names.finished(name)));
        }
        Comparison comparison = new Comparison(runs, yardsticks(runs, options.place.root));
        if (options.json) {
            return Json.text(Map.of("runs", comparison.json()));
        }
        String notes = String.join("\n", comparison.notes());
        return (options.markdown ? markdown(comparison.cells()) : text(comparison.cells()))
                + "\n"
                + notes;
    }

    private static List<RunSummary> yardsticks(List<RunSummary> runs, Path root)
            throws IOException {
        List<RunSummary> found = new ArrayList<>(runs);
        List<RunFolder> stored = new ArrayList<>(new RunStore(root).all());
        stored.removeIf(run -> !run.isFinished());
        stored.sort(
                Comparator.comparingLong(
                        run -> run.path().resolve(RunFolder.RESULT).toFile().lastModified()));
        Collections.reverse(stored);
        for (RunFolder run : stored) {
            try {
                found.add(RunSummary.read(run));
            } catch (BadInputException e) {
                continue; // another run's broken file is no reason to fail
            }
        }
        found.removeIf(run -> !run.manifest().supervised());
        return found;
    }

    private static String text(List<List<String>> cells) {
        Table table = new Table();
        cells.forEach(row -> table.row(row.toArray()));
        return table.toString();
    }

    private static String markdown(List<List<String>> cells) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : cells) {
            text.append("| ").append(String.join(" | ", row)).append(" |\n");
            if (row == cells.get(0)) {
                text.append("|---".repeat(row.size())).append("|\n");
            }
        }
        return text.toString();
    }
}
