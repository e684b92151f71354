package org.espalier.shell;

import java.util.Optional;
import java.util.Set;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Suggestion;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads a command's arguments strictly: what is not known is an error. */
public final class Arguments {
    private Arguments() {}

    /**
     * Fills in a command's options.
     *
     * @param options an object annotated for picocli
     * @return the text of {@code --help}, if that was asked for
     * @throws InvalidConfigurationException when the arguments are not as the options declare
     */
    public static Optional<String> read(Object options, String... arguments) {
        CommandLine line = new CommandLine(options);
        line.setUsageHelpWidth(100);
        line.setUsageHelpAutoWidth(false);
        line.getCommandSpec().usageMessage().synopsisHeading("Usage: espalier ");
        try {
            line.parseArgs(arguments);
        } catch (ParameterException e) {
            String command = "espalier " + line.getCommandName();
            throw new InvalidConfigurationException(
                    command, e.getMessage(), suggestion(e) + "see " + command + " --help");
        }
        return line.isUsageHelpRequested()
                ? Optional.of(line.getUsageMessage(Ansi.OFF))
                : Optional.empty();
    }

    private static String suggestion(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        Set<String> known = wrong.getCommandLine().getCommandSpec().optionsMap().keySet();
        return unmatched.getUnmatched().stream()
                .filter(argument -> argument.startsWith("-"))
                .flatMap(argument -> Suggestion.nearest(argument, known).stream())
                .findFirst()
                .map(near -> "did you mean " + near + "? ")
                .orElse("");
    }
}
