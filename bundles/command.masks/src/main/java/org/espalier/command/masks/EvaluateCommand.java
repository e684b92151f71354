package org.espalier.command.masks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.configuration.Settings;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Failure;
import org.espalier.api.evaluation.Evaluation;
import org.espalier.api.evaluation.Evaluator;
import org.espalier.api.evaluation.Prediction;
import org.espalier.api.evaluation.Scoring;
import org.espalier.api.masks.MaskSet;
import org.espalier.api.stage.Progress;
import org.espalier.console.FailureLines;
import org.espalier.console.Json;
import org.espalier.console.Percent;
import org.espalier.console.ProgressLine;
import org.espalier.console.Table;
import org.espalier.console.Terminal;
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

/** Scores any masks against the true ones. */
@Component(service = EvaluateCommand.class)
@ShellCommand(osgi_command_function = "evaluate")
@ServiceDescription("Scores masks against the true ones.")
public final class EvaluateCommand {
    /** A split's masks against those of the whole data set: the others are missing, and many. */
    private static final int SHOWN = 10;

    private final Evaluator evaluator;
    private final MaskFormats formats;
    private final Terminal terminal;

    /** With the means to read masks and to score them. */
    @Activate
    public EvaluateCommand(
            @Reference(target = "(metric=miou)") Evaluator evaluator,
            @Reference MaskFormats formats,
            @Reference Terminal terminal) {
        this.evaluator = evaluator;
        this.formats = formats;
        this.terminal = terminal;
    }

    @Command(
            name = "evaluate",
            description =
                    "Scores masks against the true ones, in any format that export writes: a folder"
                            + " of palette or grey PNG files, a tree of PASCAL VOC or CVAT, the JSON"
                            + " of COCO or Label Studio. Where both name their classes, ids are"
                            + " matched by name. A mask that is missing or cannot be used is"
                            + " reported and not counted.")
    private static final class Options {
        @Mixin HelpOption help;

        @Option(
                names = "--pred",
                required = true,
                paramLabel = "PATH",
                description = "The masks to be scored.")
        Path pred;

        @Option(
                names = "--truth",
                required = true,
                paramLabel = "PATH",
                description = "The true masks, of the same names.")
        Path truth;

        @Option(
                names = "--classes",
                paramLabel = "voc|FILE",
                description =
                        "The classes: those of PASCAL VOC, or a file with one name a line in the"
                                + " order of the ids of masks without names. By default those that"
                                + " the true masks name, else PASCAL VOC's.")
        String classes;

        @Option(names = "--json", description = "As JSON.")
        boolean json;
    }

    /**
     * See {@code evaluate --help}.
     *
     * @throws Incomplete when some masks could not be counted
     */
    @Descriptor("scores masks against the true ones")
    public String evaluate(
            CommandSession session, @Descriptor("options, see evaluate --help") String... arguments)
            throws IOException, Incomplete {
        Options options = new Options();
        Optional<String> help = Arguments.read(options, arguments);
        if (help.isPresent()) {
            return help.get();
        }
        List<Failure> failures = new ArrayList<>();
        Evaluation evaluation = score(options, failures);
        String text = options.json ? Json.text(json(evaluation, failures)) : text(evaluation);
        if (failures.isEmpty()) {
            return text;
        }
        session.getConsole().println(text.stripTrailing());
        int shown = Math.min(SHOWN, failures.size());
        throw new Incomplete(
                "%d masks were not counted%s:%n%s"
                        .formatted(
                                failures.size(),
                                shown < failures.size() ? ", all of them named by --json" : "",
                                FailureLines.of(failures.subList(0, shown))));
    }

    private Evaluation score(Options options, List<Failure> failures) throws IOException {
        Optional<ClassSet> asked =
                options.classes == null
                        ? Optional.empty()
                        : Optional.of(ClassNames.of(options.classes));
        MaskSet truths = formats.read(options.truth);
        MaskSet preds = formats.read(options.pred);
        ClassSet classes = CommonClasses.scored(asked, truths.classes(), preds.classes());
        var ofTruths = new CommonClasses(truths.classes(), classes, "--truth " + options.truth);
        var ofPreds = new CommonClasses(preds.classes(), classes, "--pred " + options.pred);
        Scoring scoring = evaluator.start(classes, Settings.defaults());
        try (ProgressLine progress = terminal.progress();
                Progress.Task task = progress.begin("evaluate", truths.ids().size())) {
            for (String id : truths.ids()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException();
                }
                try {
                    var pred = ofPreds.of(preds.labels(id));
                    scoring.add(Prediction.of(id, pred), ofTruths.of(truths.labels(id)));
                } catch (IOException e) {
                    failures.add(new Failure("evaluation", id, e.getMessage()));
                }
                task.advance(1);
            }
        }
        return scoring.result();
    }

    private static Map<String, Object> json(Evaluation evaluation, List<Failure> failures) {
        Map<String, Object> iou = new LinkedHashMap<>();
        evaluation.iou().forEach((name, rate) -> iou.put(name, Json.finite(rate)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("images", evaluation.images());
        json.put("mIoU", Json.finite(evaluation.mIoU()));
        evaluation
                .interval()
                .ifPresent(i -> json.put("interval", new Double[] {i.low(), i.high()}));
        json.put("iou", iou);
        json.put("failures", failures);
        return json;
    }

    private static String text(Evaluation evaluation) {
        Table table = new Table().row("CLASS", "IoU %");
        evaluation.iou().forEach((name, rate) -> table.row(name, Percent.of(rate)));
        table.row("mean", Percent.of(evaluation.mIoU()));
        String interval =
                evaluation
                        .interval()
                        .map(
                                i ->
                                        ", 95 %% interval %s to %s"
                                                .formatted(
                                                        Percent.of(i.low()), Percent.of(i.high())))
                        .orElse("");
        return table + "\n" + evaluation.images() + " images" + interval;
    }
}
