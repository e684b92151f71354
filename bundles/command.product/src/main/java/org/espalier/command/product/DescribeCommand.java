package org.espalier.command.product;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Suggestion;
import org.espalier.console.Json;
import org.espalier.console.Table;
import org.espalier.shell.Arguments;
import org.espalier.shell.HelpOption;
import org.espalier.shell.ShellCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what a method is and which parameters it has. */
@Component(service = DescribeCommand.class)
@ShellCommand(osgi_command_function = "describe", espalier_completes = "method")
@ServiceDescription("Tells what a method is, and its parameters with their defaults.")
public final class DescribeCommand {
    private final Plugins plugins;
    private final MetaTypeService descriptions;

    /** With the framework's records of plug-ins and of their parameters. */
    @Activate
    public DescribeCommand(BundleContext context, @Reference MetaTypeService descriptions) {
        this.plugins = new Plugins(context);
        this.descriptions = descriptions;
    }

    @Command(
            name = "describe",
            description =
                    "Tells what a method, a data set format or an evaluator is, and its parameters as"
                            + " pipelines and --set name them.")
    private static final class Options {
        @Mixin HelpOption help;

        @Parameters(paramLabel = "NAME", description = "Its name, see list.")
        String name;

        @Option(names = "--json", description = "As JSON.")
        boolean json;
    }

    /**
     * A parameter.
     *
     * @param name as pipelines write it: {@code localizer.epochs}
     * @param byDefault several values with commas between them
     * @param meaning with unit and range
     */
    private record Parameter(String name, String byDefault, String meaning) {}

    /** See {@code describe --help}. */
    @Descriptor("tells what a method is, and its parameters with their defaults")
    public String describe(@Descriptor("a method's name") String... arguments) {
        Options options = new Options();
        Optional<String> help = Arguments.read(options, arguments);
        if (help.isPresent()) {
            return help.get();
        }
        List<Plugins.Plugin> all = plugins.all();
        List<Plugins.Plugin> found =
                all.stream().filter(p -> p.name().equals(options.name)).toList();
        if (found.isEmpty()) {
            throw new InvalidConfigurationException(
                    "espalier describe " + options.name,
                    "there is no such method, data set format or evaluator",
                    Suggestion.of(options.name, all.stream().map(Plugins.Plugin::name).toList()));
        }
        return options.json
                ? Json.text(found.stream().map(this::json).toList())
                : String.join("\n", found.stream().map(this::text).toList());
    }

    private Optional<ObjectClassDefinition> definition(Plugins.Plugin plugin) {
        var information = descriptions.getMetaTypeInformation(plugin.bundle());
        if (information == null || !List.of(information.getPids()).contains(plugin.component())) {
            return Optional.empty();
        }
        return Optional.ofNullable(information.getObjectClassDefinition(plugin.component(), null));
    }

    private List<Parameter> parameters(Plugins.Plugin plugin) {
        List<Parameter> parameters = new ArrayList<>();
        Optional<ObjectClassDefinition> definition = definition(plugin);
        if (definition.isPresent()) {
            for (AttributeDefinition attribute :
                    definition.get().getAttributeDefinitions(ObjectClassDefinition.ALL)) {
                String[] values = attribute.getDefaultValue();
                parameters.add(
                        new Parameter(
                                plugin.stage() + "." + attribute.getID(),
                                values == null ? "" : String.join(",", values),
                                "" + attribute.getDescription()));
            }
        }
        return parameters;
    }

    private String text(Plugins.Plugin plugin) {
        StringBuilder text = new StringBuilder();
        text.append(plugin.stage()).append(' ').append(plugin.name());
        definition(plugin).ifPresent(d -> text.append(": ").append(d.getDescription()));
        text.append("\nfrom ").append(plugin.bundle().getSymbolicName()).append('\n');
        List<Parameter> parameters = parameters(plugin);
        if (parameters.isEmpty()) {
            return text.append("it has no parameters\n").toString();
        }
        Table table = new Table().row("PARAMETER", "DEFAULT", "MEANING");
        parameters.forEach(p -> table.row(p.name(), p.byDefault(), p.meaning()));
        return text.append('\n').append(table).toString();
    }

    private Map<String, Object> json(Plugins.Plugin plugin) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stage", plugin.stage());
        json.put("name", plugin.name());
        json.put("bundle", plugin.bundle().getSymbolicName());
        json.put("description", definition(plugin).map(d -> d.getDescription()).orElse(null));
        json.put("parameters", parameters(plugin));
        return json;
    }
}
