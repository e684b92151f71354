package org.espalier.command.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Suggestion;
import org.espalier.shell.Arguments;
import org.espalier.shell.HelpOption;
import org.espalier.shell.ShellCommand;
import org.espalier.template.Installation;
import org.espalier.template.Kind;
import org.espalier.template.ProjectFolder;
import org.espalier.template.ProjectNames;
import org.espalier.template.Template;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the project of a new plug-in. */
@Component(service = CreateCommand.class)
@ShellCommand(osgi_command_function = "create")
@ServiceDescription("Writes the project of a new plug-in, to begin with.")
public final class CreateCommand {
    private final BundleContext context;

    /** With the framework for which the plug-in is made. */
    @Activate
    public CreateCommand(BundleContext context) {
        this.context = context;
    }

    @Command(
            name = "create",
            description =
                    "Writes the Maven project of a new plug-in: a localizer or a refiner that"
                            + " works, its parameters, its test and a pipeline.")
    private static final class Options {
        @Mixin HelpOption help;

        @Parameters(index = "0", paramLabel = "KIND", description = "localizer or refiner")
        String kind;

        @Parameters(
                index = "1",
                paramLabel = "NAME",
                description = "Of the method and its pipeline, such as my-method.")
        String name;

        @Option(
                names = "--out",
                paramLabel = "DIR",
                description = "The folder to write, new or empty. By default the name, here.")
        Path out;

        @Option(
                names = "--package",
                paramLabel = "PACKAGE",
                description = "Of its classes. By default org.example and the name.")
        String packageName;
    }

    /** See {@code create --help}. */
    @Descriptor("writes the project of a new plug-in")
    public String create(
            @Descriptor("kind, name and options, see create --help") String... arguments)
            throws IOException {
        Options options = new Options();
        Optional<String> help = Arguments.read(options, arguments);
        if (help.isPresent()) {
            return help.get();
        }
        Kind kind = kind(options.kind);
        ProjectNames names =
                options.packageName == null
                        ? ProjectNames.of(options.name)
                        : ProjectNames.of(options.name, options.packageName);
        Installation installation = Installation.of(context::getProperty);
        refuseTaken(kind, names.method(), installation);
        Map<String, String> files = Template.of(kind).render(names, installation);
        ProjectFolder project =
                new ProjectFolder(Optional.ofNullable(options.out).orElse(Path.of(options.name)));
        project.write(files);
        return "%s %s is in %s; its README.md tells how to build, deploy and run it"
                .formatted(kind.label(), names.method(), project.path());
    }

    private static Kind kind(String name) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.label().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InvalidConfigurationException(
                                        "espalier create " + name,
                                        "no such kind of plug-in",
                                        Suggestion.of(name, Kind.labels())));
    }

    /** Two methods of one name, or two pipelines, would stand in each other's way. */
    private void refuseTaken(Kind kind, String name, Installation installation) {
        for (ServiceReference<?> method : services(kind)) {
            if (name.equals(method.getProperty("method"))) {
                throw taken(name, "a %s of this name is there already".formatted(kind.label()));
            }
        }
        Path file = installation.config().resolve("org.espalier.pipeline~" + name + ".json");
        if (Files.exists(file)) {
            throw taken(name, "its pipeline would replace " + file);
        }
    }

    private Iterable<? extends ServiceReference<?>> services(Kind kind) {
        try {
            return context.getServiceReferences(kind.service(), null);
        } catch (org.osgi.framework.InvalidSyntaxException e) {
            throw new IllegalStateException(e); // there is no filter
        }
    }

    private static InvalidConfigurationException taken(String name, String wrong) {
        return new InvalidConfigurationException("name " + name, wrong, "take another");
    }
}
