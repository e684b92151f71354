package org.espalier.launcher;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The command line: what is meant for the launcher comes before the command.
 *
 * @param verbose how much to log: 0 warnings, 1 what happens, 2 everything
 * @param installation where things are
 * @param allow the list of jars that may be deployed; absent where all may
 * @param command the command and its arguments
 */
record Options(int verbose, Installation installation, Optional<Path> allow, List<String> command) {
    /** What stands in front of a command. */
    static final String USAGE =
            "espalier [-v|-vv] [--config DIR] [--deploy DIR] [--allow FILE] COMMAND [ARGUMENT...]";

    /** The command that starts the interactive shell. */
    static final String SHELL = "shell";

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException with a message for the person who wrote it
     */
    static Options parse(Installation given, String... arguments) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        Installation installation = given;
        Optional<Path> allow = Optional.empty();
        int verbose = 0;
        while (!rest.isEmpty() && rest.peek().startsWith("-") && !isForCommand(rest.peek())) {
            String option = rest.pop();
            switch (option) {
                case "-v", "--verbose" -> verbose = Math.max(verbose, 1);
                case "-vv" -> verbose = 2;
                case "--config" ->
                        installation =
                                new Installation(
                                        installation.home(),
                                        path(option, rest),
                                        installation.deploy(),
                                        installation.cache(),
                                        installation.engine());
                case "--deploy" ->
                        installation =
                                new Installation(
                                        installation.home(),
                                        installation.config(),
                                        path(option, rest),
                                        installation.cache(),
                                        installation.engine());
                case "--allow" -> allow = Optional.of(path(option, rest));
                default ->
                        throw new IllegalArgumentException(
                                option + ": no such option before the command; " + USAGE);
            }
        }
        return new Options(verbose, installation, allow, new ArrayList<>(rest));
    }

    private static boolean isForCommand(String option) {
        return option.equals("--help") || option.equals("-h") || option.equals("--version");
    }

    private static Path path(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + ": a path is missing; " + USAGE);
        }
        return Path.of(rest.pop()).toAbsolutePath().normalize();
    }

    /** Whether the interactive shell is wanted. */
    boolean isShell() {
        return command.size() == 1 && command.get(0).equals(SHELL);
    }
}
