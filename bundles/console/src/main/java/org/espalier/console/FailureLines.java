package org.espalier.console;

import java.util.List;
import java.util.stream.Collectors;
import org.espalier.api.data.Failure;
import org.espalier.api.data.Message;

/** Images that could not be used, as a person reads them. */
public final class FailureLines {
    private FailureLines() {}

    /** A line each, with the reason, and the image where the reason does not name it. */
    public static String of(List<Failure> failures) {
        return failures.stream()
                .map(f -> "  " + (f.reason().contains(f.id()) ? "" : f.id() + ": ") + f.reason())
                .map(Message::printable)
                .collect(Collectors.joining("\n"));
    }
}
