package org.espalier.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.ToIntBiFunction;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Suggestion;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Message;
import org.espalier.console.Table;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one command line and tells its exit code. What the command returns goes to the stream that
 * is given; messages and progress go to standard error.
 */
@Component(service = ToIntBiFunction.class, property = "espalier=command-line")
public final class CommandLine implements ToIntBiFunction<String[], PrintStream> {
    /** Gogo's name space of our commands. */
    static final String SCOPE = "espalier";

    /** A session's variable: the process ends with the command. */
    private static final String ALONE = "espalier.alone";

    private static final int DONE = 0;
    private static final int SOME_FAILED = 1;
    private static final int USAGE = 2;
    private static final int FAILED = 3;
    private static final int CANCELLED = 130;
    private static final Logger LOG = LoggerFactory.getLogger(CommandLine.class);

    private final BundleContext context;
    private final CommandProcessor processor;

    /** With the processor that finds commands. */
    @Activate
    public CommandLine(BundleContext context, @Reference CommandProcessor processor) {
        this.context = context;
        this.processor = processor;
    }

    @Override
    public int applyAsInt(String[] arguments, PrintStream out) {
        PrintStream err = System.err;
        try (CommandSession session =
                processor.createSession(InputStream.nullInputStream(), out, err)) {
            session.put(ALONE, true);
            Object result = execute(session, List.of(arguments));
            if (result != null) {
                out.println(result.toString().stripTrailing());
            }
            return DONE;
        } catch (Incomplete e) {
            err.println(e.getMessage());
            return SOME_FAILED;
        } catch (InvalidConfigurationException | BadInputException e) {
            err.println(e.getMessage());
            return USAGE;
        } catch (CancellationException e) {
            err.println("Cancelled; what was finished stays and is used again.");
            return CANCELLED;
        } catch (Exception | OutOfMemoryError | StackOverflowError e) {
            LOG.info("The command failed", e);
            err.println(reason(e));
            return FAILED;
        }
    }

    /** Of files the system tells the name alone; of memory, what a person can do. */
    private static String reason(Throwable e) {
        if (e instanceof OutOfMemoryError) {
            return "memory: the command needs more; set ESPALIER_JAVA_OPTS, such as -Xmx6g";
        }
        if (e instanceof FileSystemException file) {
            String why =
                    file instanceof NoSuchFileException
                            ? "there is no such file"
                            : file instanceof AccessDeniedException
                                    ? "it may not be read or written"
                                    : file.getReason();
            return Message.of(file.getFile(), why, "see whether it is there and whose it is");
        }
        return e instanceof IOException && e.getMessage() != null
                ? Message.printable(e.getMessage())
                : Message.printable(e.toString());
    }

    /** Whether a command is all that the process is there for; not in the interactive shell. */
    public static boolean isAlone(CommandSession session) {
        return session.get(ALONE) != null;
    }

    private Object execute(CommandSession session, List<String> arguments) throws Exception {
        String name = arguments.isEmpty() ? "--help" : arguments.get(0);
        if (name.equals("--help") || name.equals("-h") || name.equals("help")) {
            return help();
        }
        if (name.equals("--version")) {
            return "espalier " + context.getBundle().getVersion();
        }
        TreeMap<String, String> known = commands();
        if (!known.containsKey(name)
                || !(session.get(SCOPE + ":" + name) instanceof Function command)) {
            throw new InvalidConfigurationException(
                    "espalier " + name, "no such command", Suggestion.of(name, known.keySet()));
        }
        return command.execute(
                session, List.<Object>copyOf(arguments.subList(1, arguments.size())));
    }

    private String help() throws InvalidSyntaxException {
        Table table = new Table();
        commands().forEach((name, description) -> table.row("  " + name, description));
        table.row("  shell", "Starts the interactive shell, in which all of these are commands.");
        return """
        Usage: espalier [-v] [--config DIR] [--deploy DIR] [--allow FILE] COMMAND [ARGUMENT...]
        Pixel masks from image-level tags.

        %s
        'espalier COMMAND --help' tells more."""
                .formatted(table);
    }

    /** Our commands and what they do. */
    private TreeMap<String, String> commands() throws InvalidSyntaxException {
        TreeMap<String, String> commands = new TreeMap<>();
        String filter = "(&(osgi.command.scope=" + SCOPE + ")(osgi.command.function=*))";
        ServiceReference<?>[] references = context.getAllServiceReferences(null, filter);
        for (ServiceReference<?> reference :
                references == null ? new ServiceReference<?>[0] : references) {
            Object functions = reference.getProperty("osgi.command.function");
            Object description = reference.getProperty("service.description");
            List<?> names =
                    functions instanceof Object[] several
                            ? Arrays.asList(several)
                            : List.of(functions);
            names.forEach(
                    name ->
                            commands.put(
                                    name.toString(), description == null ? "" : description + ""));
        }
        return commands;
    }
}
