package org.espalier.command.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.pipeline.ComparisonReport;
import org.espalier.console.Json;
import org.espalier.console.Percent;
import org.espalier.console.Table;
import org.espalier.runs.RunComparison;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunNames;
import org.espalier.shell.Arguments;
import org.espalier.shell.HelpOption;
import org.espalier.shell.ShellCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.propertytypes.ServiceDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what differs between two runs. */
@Component(service = CompareCommand.class)
@ShellCommand(osgi_command_function = "compare", espalier_completes = "run")
@ServiceDescription("Tells what two runs were asked differently, and what came of it.")
public final class CompareCommand {
    @Command(
            name = "compare",
            description =
                    "Tells what two finished runs were asked differently, and what came of it:"
                            + " stages, classes, and the images that changed most.")
    private static final class Options {
        @Mixin HelpOption help;

        @Parameters(
                index = "0",
                paramLabel = "RUN",
                description = "cam (the newest finished run), cam/3, or a run's folder.")
        String first;

        @Parameters(index = "1", paramLabel = "RUN", description = "What is set against it.")
        String second;

        @Mixin RunPlace place;

        @Option(
                names = "--images",
                paramLabel = "N",
                defaultValue = "10",
                description = "How many images are named (${DEFAULT-VALUE}).")
        int images;

        @Option(names = "--json", description = "As JSON, with every image.")
        boolean json;

        @Option(
                names = "--html",
                paramLabel = "FILE",
                description = "Also a page with the images that changed most, and both masks.")
        Path html;
    }

    private final Optional<ComparisonReport> pages;

    /** With what writes pages, if it is there. */
    @Activate
    public CompareCommand(
            @Reference(
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    ComparisonReport pages) {
        this.pages = Optional.ofNullable(pages);
    }

    /** See {@code compare --help}. */
    @Descriptor("tells what two runs were asked differently, and what came of it")
    public String compare(
            @Descriptor("two runs and options, see compare --help") String... arguments)
            throws IOException {
        Options options = new Options();
        Optional<String> help = Arguments.read(options, arguments);
        if (help.isPresent()) {
            return help.get();
        }
        RunNames names = options.place.names();
        RunFolder first = names.finished(options.first);
        RunFolder second = names.finished(options.second);
        RunComparison comparison = RunComparison.of(first, second);
        if (options.html != null) {
            page().write(first.path(), second.path(), options.html);
        }
        if (options.json) {
            return Json.text(comparison);
        }
        String text = text(comparison, options.images);
        return options.html == null ? text : text + "\npage    " + options.html;
    }

    private ComparisonReport page() {
        return pages.orElseThrow(
                () ->
                        new InvalidConfigurationException(
                                "--html",
                                "nobody writes pages: the bundle org.espalier.report is not active",
                                "see doctor"));
    }

    private static String text(RunComparison comparison, int images) {
        StringBuilder text = new StringBuilder();
        text.append("--- ").append(comparison.first()).append('\n');
        text.append("+++ ").append(comparison.second()).append('\n');
        for (RunComparison.Difference each : comparison.configuration()) {
            if (each.first() != null) {
                text.append("- %s: %s%n".formatted(each.key(), each.first()));
            }
            if (each.second() != null) {
                text.append("+ %s: %s%n".formatted(each.key(), each.second()));
            }
        }
        if (comparison.configuration().isEmpty()) {
            text.append("both were asked the same\n");
        }
        gains(text, "STAGE", comparison.stages(), comparison);
        if (!comparison.judged().isEmpty()) {
            text.append("\nby %s:%n".formatted(comparison.judged()));
        }
        gains(text, "CLASS", comparison.classes(), comparison);
        List<RunComparison.Gain> most =
                comparison.images().subList(0, Math.min(images, comparison.images().size()));
        gains(text, "IMAGE", most, comparison);
        if (!comparison.sameData()) {
            text.append("\nThey saw other images: gains say little, and images are not compared.");
        }
        return text.toString();
    }

    private static void gains(
            StringBuilder text,
            String heading,
            List<RunComparison.Gain> gains,
            RunComparison comparison) {
        if (gains.isEmpty()) {
            return;
        }
        Table table = new Table().row(heading, comparison.first(), comparison.second(), "GAIN");
        for (RunComparison.Gain gain : gains) {
            table.row(
                    gain.name(),
                    Percent.ofNullable(gain.first()),
                    Percent.ofNullable(gain.second()),
                    signed(gain.gain()));
        }
        text.append('\n').append(table);
    }

    private static String signed(double gain) {
        return Double.isNaN(gain) ? "-" : String.format(Locale.ROOT, "%+.1f", 100 * gain);
    }
}
