package org.espalier.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntBiFunction;

/**
 * The command {@code espalier}: starts the framework, has it run one command, and hands its exit
 * code on. Standard output is the command's alone; whatever else is printed goes to standard error.
 */
public final class Main {
    /** The service that runs a command line; only types of the JDK are known on both sides. */
    static final String COMMAND_LINE = "(espalier=command-line)";

    private static final int USAGE = 2;
    private static final int BROKEN = 3;

    private Main() {}

    /**
     * Runs and exits.
     *
     * @param arguments see {@code espalier --help}
     */
    public static void main(String[] arguments) {
        Interruption interruption = Interruption.watch();
        PrintStream out = System.out;
        PrintStream err = System.err;
        int code;
        try {
            Options options = Options.parse(Installation.of(System.getenv()), arguments);
            code = options.isShell() ? shell(options) : command(options, out);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            code = USAGE;
        } catch (IOException e) {
            err.println(e.getMessage());
            code = BROKEN;
        }
        out.flush();
        interruption.done();
        System.exit(code);
    }

    private static int command(Options options, PrintStream out) throws IOException {
        System.setOut(System.err);
        Environment.prepare(options.installation(), options.verbose());
        try (EmbeddedFramework framework =
                EmbeddedFramework.start(
                        options.installation(), properties(options), StartLevel.COMMAND)) {
            return run(framework, options, out);
        }
    }

    /** Of the framework, beside those of the installation. */
    private static Map<String, String> properties(Options options) {
        Map<String, String> properties = new HashMap<>();
        options.allow()
                .or(
                        () ->
                                Optional.ofNullable(System.getenv("ESPALIER_ALLOW"))
                                        .filter(Predicate.not(String::isBlank))
                                        .map(Path::of))
                .ifPresent(file -> properties.put(EmbeddedFramework.ALLOW, file.toString()));
        return properties;
    }

    @SuppressWarnings("unchecked") // a generic type cannot be asked of the service registry
    private static int run(EmbeddedFramework framework, Options options, PrintStream out)
            throws IOException {
        ToIntBiFunction<String[], PrintStream> commandLine =
                framework
                        .service(ToIntBiFunction.class, COMMAND_LINE)
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "The shell's bundle is not active; run with -v to"
                                                        + " see why"));
        return commandLine.applyAsInt(options.command().toArray(String[]::new), out);
    }

    private static int shell(Options options) throws IOException {
        Environment.prepare(options.installation(), options.verbose());
        Map<String, String> properties = properties(options);
        properties.put("gosh.home", options.installation().home().resolve("lib").toString());
        try (EmbeddedFramework framework =
                EmbeddedFramework.start(
                        options.installation(), properties, StartLevel.INTERACTIVE)) {
            framework.await();
        } catch (InterruptedException e) {
            return 130;
        }
        return 0;
    }
}
