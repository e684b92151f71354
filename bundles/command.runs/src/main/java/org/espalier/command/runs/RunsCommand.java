package org.espalier.command.runs;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.data.BadInputException;
import org.espalier.console.Json;
import org.espalier.console.Percent;
import org.espalier.console.Table;
import org.espalier.runs.Manifest;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunNames;
import org.espalier.runs.RunProgress;
import org.espalier.runs.RunState;
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

/** Lists the runs there are. */
@Component(service = RunsCommand.class)
@ShellCommand(osgi_command_function = "runs")
@ServiceDescription("Lists the runs there are, and how far each is.")
public final class RunsCommand {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    @Command(name = "runs", description = "Lists the runs there are, and how far each is.")
    private static final class Options {
        @Mixin HelpOption help;
        @Mixin RunPlace place;

        @Option(names = "--json", description = "As JSON.")
        boolean json;
    }

    /**
     * A run in one line.
     *
     * @param data its format and place, or what is wrong with its manifest
     * @param began the moment its manifest was written
     * @param last the score it is judged by, if it is finished
     */
    private record Line(
            String run, RunState state, String data, Instant began, Double last, String doing) {
        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("run", run);
            json.put("state", state.toString());
            json.put("data", data);
            json.put("began", began.toString());
            json.put("final", last);
            json.put("doing", doing);
            return json;
        }
    }

    /** See {@code runs --help}. */
    @Descriptor("lists the runs there are, and how far each is")
    public String runs(@Descriptor("options, see runs --help") String... arguments)
            throws IOException {
        Options options = new Options();
        Optional<String> help = Arguments.read(options, arguments);
        if (help.isPresent()) {
            return help.get();
        }
        List<Line> lines = new ArrayList<>();
        for (RunFolder run : new RunStore(options.place.root).all()) {
            lines.add(line(run));
        }
        if (options.json) {
            return Json.text(Map.of("runs", lines.stream().map(Line::json).toList()));
        }
        if (lines.isEmpty()) {
            return "there are no runs in %s; 'run demo' makes one".formatted(options.place.root);
        }
        Table table = new Table().row("RUN", "STATE", "BEGAN", "FINAL %", "DATA", "DOING");
        for (Line line : lines) {
            table.row(
                    line.run(),
                    line.state(),
                    MINUTES.format(line.began()),
                    Percent.ofNullable(line.last()),
                    line.data(),
                    line.doing());
        }
        return table.toString();
    }

    private static Line line(RunFolder run) throws IOException {
        RunState state = run.state();
        String data;
        Double last = null;
        try {
            Manifest manifest = run.manifest();
            data = (manifest.dataset() + " " + manifest.data()).strip();
            if (state == RunState.FINISHED) {
                last = RunSummary.read(run).last().map(RunSummary.Row::mIoU).orElse(null);
            }
        } catch (BadInputException e) {
            data = e.getMessage();
        }
        String doing = state == RunState.FINISHED ? "" : Doing.of(RunProgress.read(run.path()));
        return new Line(
                RunNames.of(run),
                state,
                data,
                run.began().truncatedTo(ChronoUnit.SECONDS),
                last,
                doing);
    }
}
