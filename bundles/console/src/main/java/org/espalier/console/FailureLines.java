package org.espalier.console;

import java.util.List;
import java.util.stream.Collectors;
import org.espalier.api.data.Failure;

/** Images that could not be used, as a person reads them. */
public final class FailureLines {
    private FailureLines() {}

    /** A line each, with the reason. */
    public static String of(List<Failure> failures) {
        return failures.stream().map(f -> "  " + f.reason()).collect(Collectors.joining("\n"));
    }
}
