package org.espalier.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the Tab key offers in the interactive shell, whose profile asks for it. These commands have
 * a scope of their own, so that they are not listed among ours.
 */
@Component(
        service = Completion.class,
        property = {
            "osgi.command.scope=completion",
            "osgi.command.function=commands",
            "osgi.command.function=of"
        })
public final class Completion {
    private static final Logger LOG = LoggerFactory.getLogger(Completion.class);

    /** A long option at the beginning of its line in a command's help. */
    private static final Pattern OPTION =
            Pattern.compile("^\\s+(?:-\\w, )?(--[a-z][a-z-]*)", Pattern.MULTILINE);

    private final BundleContext context;
    private final CommandProcessor processor;

    /** With the framework's records of commands and names. */
    @Activate
    public Completion(BundleContext context, @Reference CommandProcessor processor) {
        this.context = context;
        this.processor = processor;
    }

    /** The names of our commands. */
    @Descriptor("names of commands")
    public List<String> commands() {
        return new ArrayList<>(functions("(osgi.command.function=*)"));
    }

    /**
     * What can follow a command: names of the kinds that it takes, and its options.
     *
     * @param command without scope
     */
    @Descriptor("what can follow a command")
    public List<String> of(@Descriptor("a command") String command) {
        TreeSet<String> all = new TreeSet<>();
        for (ServiceReference<?> reference :
                references(null, "(osgi.command.function=" + command + ")")) {
            for (String kind : texts(reference.getProperty("espalier.completes"))) {
                all.addAll(names(kind));
            }
        }
        List<String> candidates = new ArrayList<>(all);
        candidates.addAll(options(command));
        return candidates;
    }

    private List<String> names(String kind) {
        List<String> names = new ArrayList<>();
        for (ServiceReference<?> reference : references(Names.class, "(kind=" + kind + ")")) {
            if (context.getService(reference) instanceof Names service) {
                names.addAll(service.now());
            }
        }
        return names;
    }

    /** As the command's help tells them. */
    private List<String> options(String command) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        try (CommandSession session =
                processor.createSession(InputStream.nullInputStream(), nowhere, nowhere)) {
            if (!(session.get(CommandLine.SCOPE + ":" + command) instanceof Function function)) {
                return List.of();
            }
            Object help = function.execute(session, List.of("--help"));
            return OPTION.matcher(String.valueOf(help))
                    .results()
                    .map((MatchResult option) -> option.group(1))
                    .distinct()
                    .toList();
        } catch (Exception e) {
            LOG.debug("{} tells no options", command, e);
            return List.of();
        }
    }

    private TreeSet<String> functions(String filter) {
        TreeSet<String> functions = new TreeSet<>();
        for (ServiceReference<?> reference :
                references(
                        null, "(&(osgi.command.scope=" + CommandLine.SCOPE + ")" + filter + ")")) {
            functions.addAll(texts(reference.getProperty("osgi.command.function")));
        }
        return functions;
    }

    private List<ServiceReference<?>> references(Class<?> type, String filter) {
        try {
            ServiceReference<?>[] found =
                    context.getAllServiceReferences(type == null ? null : type.getName(), filter);
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            return List.of(); // a word that is no name
        }
    }

    private static List<String> texts(Object property) {
        if (property instanceof Object[] several) {
            return Arrays.stream(several).map(String::valueOf).toList();
        }
        return property == null ? List.of() : List.of(property.toString());
    }
}
