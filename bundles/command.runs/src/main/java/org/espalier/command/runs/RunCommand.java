package org.espalier.command.runs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.pipeline.Pipeline;
import org.espalier.api.pipeline.RoundResult;
import org.espalier.api.pipeline.RunRequest;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.pipeline.StageResult;
import org.espalier.api.stage.Progress;
import org.espalier.console.Percent;
import org.espalier.console.ProgressLine;
import org.espalier.console.Table;
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

/** Runs a pipeline and shows its table. */
@Component(service = RunCommand.class)
@ShellCommand(osgi_command_function = "run", espalier_completes = "pipeline")
@ServiceDescription("Runs a pipeline and shows the score of every stage.")
public final class RunCommand {
    private final Pipelines pipelines;
    private final Terminal terminal;
    private final Background background;

    /** With the pipelines that can be run. */
    @Activate
    public RunCommand(
            @Reference Pipelines pipelines,
            @Reference Terminal terminal,
            @Reference Background background) {
        this.pipelines = pipelines;
        this.terminal = terminal;
        this.background = background;
    }

    @Command(
            name = "run",
            description =
                    "Runs a pipeline. Finished stages of earlier runs are used again where nothing"
                            + " they depend on has changed; an interrupted run goes on.")
    private static final class Options {
        @Mixin HelpOption help;

        @Parameters(paramLabel = "PIPELINE", description = "Its name, see list.")
        String pipeline;

        @Option(names = "--data", paramLabel = "DIR", description = "The root of the data set.")
        Path data;

        @Option(
                names = "--dataset",
                paramLabel = "FORMAT",
                description = "Its format, where it is not to be recognised.")
        String dataset;

        @Option(names = "--train", paramLabel = "SPLIT", description = "The split to learn from.")
        String train;

        @Option(names = "--val", paramLabel = "SPLIT", description = "The split to validate on.")
        String val;

        @Option(
                names = "--out",
                paramLabel = "DIR",
                defaultValue = "runs",
                description = "The folder that holds the runs (${DEFAULT-VALUE}).")
        Path out;

        @Option(
                names = "--set",
                paramLabel = "KEY=VALUE",
                description =
                        "A parameter for this run: seed=3, localizer.epochs=12. May be repeated.")
        Map<String, String> set = new LinkedHashMap<>();

        @Option(names = "--json", description = "Prints result.json alone.")
        boolean json;

        @Option(
                names = "--background",
                description = "In the shell: goes on while other commands are typed; see watch.")
        boolean background;

        RunRequest request() {
            return new RunRequest(
                    Optional.ofNullable(data),
                    Optional.ofNullable(dataset),
                    Optional.ofNullable(train),
                    Optional.ofNullable(val),
                    out,
                    set);
        }
    }

    /**
     * See {@code run --help}.
     *
     * @throws Incomplete when the run is complete but some images could not be used
     * @throws Exception what the pipeline throws
     */
    @Descriptor("runs a pipeline and shows the score of every stage")
    public String run(
            CommandSession session,
            @Descriptor("the pipeline's name and options, see run --help") String... arguments)
            throws Exception {
        Options options = new Options();
        Optional<String> help = Arguments.read(options, arguments);
        if (help.isPresent()) {
            return help.get();
        }
        Pipeline pipeline = pipelines.get(options.pipeline);
        if (options.background) {
            return begin(options, pipeline);
        }
        RunResult result;
        try (ProgressLine progress = terminal.progress()) {
            result = pipeline.run(options.request(), progress);
        }
        String text =
                options.json
                        ? Files.readString(result.folder().resolve("result.json"))
                        : text(result);
        if (result.failures().isEmpty()) {
            return text;
        }
        session.getConsole().println(text.stripTrailing());
        throw new Incomplete(
                "%d images could not be used, first %s: %s; all are in %s"
                        .formatted(
                                result.failures().size(),
                                result.failures().get(0).id(),
                                result.failures().get(0).reason(),
                                result.folder().resolve("failures.json")));
    }

    private String begin(Options options, Pipeline pipeline) throws Exception {
        String name = options.pipeline;
        if (!background.isPossible()) {
            throw new InvalidConfigurationException(
                    "run " + name + " --background",
                    "the process would end with the command",
                    "type it in the shell, or leave it out");
        }
        background.begin(name, () -> pipeline.run(options.request(), Progress.silent()));
        return "%s goes on; 'watch %s' looks on, 'cancel %s' stops it".formatted(name, name, name);
    }

    static String text(RunResult result) {
        Table table =
                new Table()
                        .row(
                                "STAGE", "METHOD", "SPLIT", "TAGS", "mIoU %", "BEST %", "mAP %",
                                "IMAGES", "SECONDS");
        for (StageResult row : result.stages()) {
            Evaluation evaluation = row.evaluation();
            table.row(
                    row.stage(),
                    row.method(),
                    row.split(),
                    row.tagSource() == StageResult.TagSource.PREDICTED ? "predicted" : row.tags(),
                    Percent.of(evaluation.mIoU()),
                    Percent.of(evaluation.bestThreshold().map(b -> b.mIoU()).orElse(Double.NaN)),
                    Percent.of(evaluation.meanAveragePrecision().orElse(Double.NaN)),
                    evaluation.images(),
                    String.format(Locale.ROOT, "%.1f", row.seconds()));
        }
        Path report = result.folder().resolve("report.html");
        return table
                + rounds(result)
                + (result.supervised() ? "\nThis run " + Pipelines.LEARNS_FROM_MASKS + ".\n" : "")
                + "\nrun     "
                + result.folder()
                + (Files.exists(report) ? "\nreport  " + report : "");
    }

    /** A line for each round of each stage that learned in rounds, below an empty line. */
    private static String rounds(RunResult result) {
        Table table =
                new Table().row("STAGE", "ROUND", "mIoU %", "PRECISION %", "COVERAGE %", "IMAGES");
        boolean any = false;
        for (StageResult row : result.stages()) {
            for (RoundResult round : row.rounds()) {
                table.row(
                        row.stage(),
                        round.round(),
                        Percent.of(round.mIoU()),
                        Percent.of(round.precision()),
                        Percent.of(round.coverage()),
                        round.images());
                any = true;
            }
        }
        return any ? "\n" + table : "";
    }
}
