package org.espalier.itests;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.espalier.itests.StartScript.Outcome;

/** How bad inputs were taken: each is tried once, and handled if there is nothing to say of it. */
final class Verdict {
    /** What no person should have to read. */
    private static final Pattern PROGRAMMERS =
            Pattern.compile("\\sat [\\w.$/]+\\(|\\b(java|javax|com|sun|jdk)(\\.\\w+)+|Exception");

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}&&[^\n\r\t]]");

    /** A message is read; a file of ten megabytes is not. */
    private static final int LONGEST = 20_000;

    private final List<String> complaints = new ArrayList<>();
    private int tried;
    private int handled;

    /**
     * One input, by what the command said of it.
     *
     * @param codes the exit codes that are right
     * @param told what the message has to hold: the culprit, and what is wrong
     */
    void command(String input, Outcome outcome, Set<Integer> codes, String... told) {
        List<String> wrong = new ArrayList<>();
        if (!codes.contains(outcome.code())) {
            wrong.add("exit code " + outcome.code());
        }
        message(wrong, outcome.err());
        for (String each : told) {
            if (!(outcome.err() + outcome.out()).contains(each)) {
                wrong.add("does not tell '" + each + "'");
            }
        }
        one(input, wrong, outcome.out() + outcome.err());
    }

    /** One input, by its line among many. */
    void line(String input, String line, String... told) {
        List<String> wrong = new ArrayList<>();
        message(wrong, line);
        for (String each : told) {
            if (!line.contains(each)) {
                wrong.add("does not tell '" + each + "'");
            }
        }
        one(input, wrong, line);
    }

    /** One input, by something that must hold. */
    void holds(String input, boolean holds, String otherwise) {
        one(input, holds ? List.of() : List.of(otherwise), "");
    }

    private static void message(List<String> wrong, String message) {
        if (PROGRAMMERS.matcher(message).find()) {
            wrong.add("speaks to programmers");
        }
        if (UNPRINTABLE.matcher(message).find()) {
            wrong.add("prints control characters");
        }
        if (message.length() > LONGEST) {
            wrong.add("has " + message.length() + " characters");
        }
    }

    private void one(String input, List<String> wrong, String said) {
        tried++;
        if (wrong.isEmpty()) {
            handled++;
        } else {
            String begin = said.substring(0, Math.min(600, said.length()));
            complaints.add("%n%s: %s%n    %s".formatted(input, wrong, begin.strip()));
        }
    }

    /** Adds up, and fails where there is something to say. */
    void end() throws IOException {
        Tally.add("bad inputs", handled, tried);
        assertEquals(handled + " of " + tried, List.of(), complaints);
    }
}
