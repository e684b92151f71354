package org.espalier.command.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Suggestion;
import org.espalier.api.stage.Localizer;
import org.espalier.shell.Arguments;
import org.espalier.shell.HelpOption;
import org.espalier.shell.ShellCommand;
import org.espalier.template.Installation;
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
    private static final List<String> KINDS = List.of("localizer");

    private final BundleContext context;

    /** With the framework for which the plug-in is made. */
    @Activate
    public CreateCommand(BundleContext context) {
        this.context = context;
    }

    @Command(
            name = "create",
            description =
                    "Writes the Maven project of a new plug-in: a localizer that works, its"
                            + " parameters, its test and a pipeline.")
    private static final class Options {
        @Mixin HelpOption help;

        @Parameters(index = "0", paramLabel = "KIND", description = "localizer")
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
        if (!KINDS.contains(options.kind)) {
            throw new InvalidConfigurationException(
                    "espalier create " + options.kind,
                    "no such kind of plug-in",
                    Suggestion.of(options.kind, KINDS));
        }
        ProjectNames names =
                options.packageName == null
                        ? ProjectNames.of(options.name)
                        : ProjectNames.of(options.name, options.packageName);
        Installation installation = Installation.of(context::getProperty);
        refuseTaken(names.method(), installation);
        Map<String, String> files = Template.localizer().render(names, installation);
        ProjectFolder project =
                new ProjectFolder(Optional.ofNullable(options.out).orElse(Path.of(options.name)));
        project.write(files);
        return "%s %s is in %s; its README.md tells how to build, deploy and run it"
                .formatted(options.kind, names.method(), project.path());
    }

    /** Two methods of one name, or two pipelines, would stand in each other's way. */
    private void refuseTaken(String name, Installation installation) {
        for (ServiceReference<?> localizer : localizers()) {
            if (name.equals(localizer.getProperty("method"))) {
                throw taken(name, "a localizer of this name is there already");
            }
        }
        Path file = installation.config().resolve("org.espalier.pipeline~" + name + ".json");
        if (Files.exists(file)) {
            throw taken(name, "its pipeline would replace " + file);
        }
    }

    private Iterable<ServiceReference<Localizer>> localizers() {
        try {
            return context.getServiceReferences(Localizer.class, null);
        } catch (org.osgi.framework.InvalidSyntaxException e) {
            throw new IllegalStateException(e); // there is no filter
        }
    }

    private static InvalidConfigurationException taken(String name, String wrong) {
        return new InvalidConfigurationException("name " + name, wrong, "take another");
    }
}
