package org.espalier.command.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Settings;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Failure;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.dataset.Split;
import org.espalier.api.evaluation.Evaluator;
import org.espalier.api.stage.Progress;
import org.espalier.api.superpixel.Superpixels;
import org.espalier.console.FailureLines;
import org.espalier.console.Json;
import org.espalier.console.ProgressLine;
import org.espalier.console.Terminal;
import org.espalier.shell.Arguments;
import org.espalier.shell.Incomplete;
import org.espalier.shell.Ranked;
import org.espalier.shell.ShellCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.propertytypes.ServiceDescription;

/** Measures superpixels against the true masks of a split. */
@Component(service = SuperpixelsCommand.class)
@ShellCommand(osgi_command_function = "superpixels")
@ServiceDescription("Measures superpixels against the true masks of a data set.")
public final class SuperpixelsCommand {
    private static final String STAGE = "superpixels";

    private final Superpixels superpixels;
    private final Evaluator evaluator;
    private final List<DatasetFormat> formats;
    private final Terminal terminal;

    /**
     * With the means to cut images and to score masks.
     *
     * @param formats with their properties, in any order
     */
    @Activate
    public SuperpixelsCommand(
            @Reference Superpixels superpixels,
            @Reference(target = "(metric=miou)") Evaluator evaluator,
            @Reference(policyOption = ReferencePolicyOption.GREEDY)
                    List<Map.Entry<Map<String, Object>, DatasetFormat>> formats,
            @Reference Terminal terminal) {
        this.superpixels = superpixels;
        this.evaluator = evaluator;
        this.formats = Ranked.highestFirst(formats).stream().map(Map.Entry::getValue).toList();
        this.terminal = terminal;
    }

    /**
     * See {@code superpixels --help}.
     *
     * @throws Incomplete when some images could not be used
     */
    @Descriptor("measures superpixels against the true masks of a data set")
    public String superpixels(
            CommandSession session,
            @Descriptor("options, see superpixels --help") String... arguments)
            throws IOException, Incomplete {
        SuperpixelOptions options = new SuperpixelOptions();
        Optional<String> help = Arguments.read(options, arguments);
        if (help.isPresent()) {
            return help.get();
        }
        List<Failure> failures = new ArrayList<>();
        SuperpixelScore score = measure(options, failures);
        Map<String, Object> json = score.json();
        json.put("failures", failures);
        String text = options.json ? Json.text(json) : score.toString();
        if (failures.isEmpty()) {
            return text;
        }
        session.getConsole().println(text.stripTrailing());
        throw new Incomplete(
                "%d images were not counted:%n%s"
                        .formatted(failures.size(), FailureLines.of(failures)));
    }

    private SuperpixelScore measure(SuperpixelOptions options, List<Failure> failures)
            throws IOException {
        long most = options.atMost();
        var how = options.how();
        Dataset dataset = format(options.data).open(Optional.of(options.data), Settings.defaults());
        Split split =
                dataset.split(Optional.ofNullable(options.split).orElse(dataset.validationSplit()));
        if (!split.hasTruth()) {
            throw new BadInputException(
                    "split " + split.name(), "it has no true masks", "name a split that has");
        }
        failures.addAll(split.rejected());
        List<Sample> samples = split.samples().stream().limit(most).toList();
        SuperpixelScore score =
                new SuperpixelScore(
                        superpixels, how, evaluator.start(dataset.classes(), Settings.defaults()));
        try (ProgressLine progress = terminal.progress();
                Progress.Task task = progress.begin(STAGE, samples.size())) {
            for (Sample sample : samples) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException();
                }
                try {
                    Optional<LabelMap> truth = split.truth(sample);
                    if (truth.isPresent()) {
                        score.add(sample, truth.get());
                    }
                } catch (IOException e) {
                    failures.add(new Failure(STAGE, sample.id(), e.getMessage()));
                }
                task.advance(1);
            }
        }
        return score;
    }

    private DatasetFormat format(Path data) {
        return formats.stream()
                .filter(format -> format.recognises(data))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InvalidConfigurationException(
                                        "--data " + data,
                                        "no data set format recognises this folder",
                                        "name the root of a data set, see espalier list"));
    }
}
