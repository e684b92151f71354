package org.espalier.command.product;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.configuration.ConfigurationProblems;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.engine.EngineStatus;
import org.espalier.api.evaluation.Evaluator;
import org.espalier.api.stage.Crf;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Refiner;
import org.espalier.api.stage.Segmenter;
import org.espalier.console.Json;
import org.espalier.console.Table;
import org.espalier.diagnosis.Pipelines;
import org.espalier.diagnosis.Waiting;
import org.espalier.shell.Arguments;
import org.espalier.shell.HelpOption;
import org.espalier.shell.ShellCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what there is: pipelines, stages, data set formats, backbones, the device. */
@Component(service = ListCommand.class)
@ShellCommand(osgi_command_function = "list")
@ServiceDescription("Shows pipelines, stages, data set formats, backbones and the device.")
public final class ListCommand {
    private static final Map<String, Class<?>> STAGES = new LinkedHashMap<>();

    static {
        STAGES.put("localizer", Localizer.class);
        STAGES.put("refiner", Refiner.class);
        STAGES.put("crf", Crf.class);
        STAGES.put("segmenter", Segmenter.class);
    }

    private final Pipelines pipelines;
    private final ConfigurationProblems problems;
    private final Optional<EngineStatus> engine;
    private final Waiting services;

    /** With all that can be shown. */
    @Activate
    public ListCommand(
            BundleContext context,
            @Reference ServiceComponentRuntime components,
            @Reference Pipelines pipelines,
            @Reference ConfigurationProblems problems,
            @Reference(
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    EngineStatus engine) {
        this.pipelines = pipelines;
        this.problems = problems;
        this.engine = Optional.ofNullable(engine);
        this.services = new Waiting(context, components);
    }

    @Command(name = "list", description = "Shows what there is.")
    private static final class Options {
        @Mixin HelpOption help;

        @Option(names = "--json", description = "As JSON.")
        boolean json;
    }

    /** See {@code list --help}. */
    @Descriptor("shows pipelines, stages, data set formats, backbones and the device")
    public String list(@Descriptor("options, see list --help") String... arguments) {
        Options options = new Options();
        return Arguments.read(options, arguments)
                .orElseGet(() -> options.json ? Json.text(json()) : text());
    }

    private Map<String, Object> json() {
        Map<String, Object> stages = new LinkedHashMap<>();
        STAGES.forEach((stage, type) -> stages.put(stage, services.installed(type.getName())));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pipelines", pipelines.all());
        json.put("stages", stages);
        json.put("datasets", services.installed(DatasetFormat.class.getName()));
        json.put("evaluators", services.installed(Evaluator.class.getName()));
        json.put("backbones", engine.map(EngineStatus::backbones).orElse(List.of()));
        json.put("engine", engine.map(EngineStatus::engine).orElse("none"));
        json.put("device", engine.map(EngineStatus::device).orElse("none"));
        json.put("problems", problems.problems());
        return json;
    }

    private String text() {
        Table lines = new Table().row("PIPELINE", "STATE", "STAGES");
        for (Pipelines.Known known : pipelines.all()) {
            List<String> about = new ArrayList<>();
            known.stages().forEach((stage, method) -> about.add(stage + " " + method));
            if (about.isEmpty()) {
                about.add("see why " + known.name());
            }
            if (known.supervised()) {
                about.add(Pipelines.LEARNS_FROM_MASKS);
            }
            lines.row(known.name(), known.state(), String.join(", ", about));
        }
        Table parts = new Table().row("STAGE", "METHODS");
        STAGES.forEach(
                (stage, type) ->
                        parts.row(stage, String.join(", ", services.installed(type.getName()))));
        parts.row("dataset", String.join(", ", services.installed(DatasetFormat.class.getName())));
        parts.row("evaluator", String.join(", ", services.installed(Evaluator.class.getName())));
        String device =
                engine.map(
                                status ->
                                        "backbones %s; %s, device %s%n"
                                                .formatted(
                                                        String.join(", ", status.backbones()),
                                                        status.engine(),
                                                        status.device()))
                        .orElse("no engine\n");
        StringBuilder withheld = new StringBuilder();
        problems.problems()
                .forEach(p -> withheld.append("withheld: ").append(p.message()).append('\n'));
        return lines + "\n" + parts + "\n" + device + withheld;
    }
}
