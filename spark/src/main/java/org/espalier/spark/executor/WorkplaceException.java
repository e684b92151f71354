package org.espalier.spark.executor;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An executor cannot begin; says where it is and why. */
public final class WorkplaceException extends IOException {
    private static final long serialVersionUID = 1;

    /** The driver is told of it in a text of Spark's own. */
    private static final Pattern IN_TEXT =
            Pattern.compile(
                    Pattern.quote(WorkplaceException.class.getName()) + ": (.*?)(?:\n\tat |\n\n|$)",
                    Pattern.DOTALL);

    WorkplaceException(String place, Throwable cause) {
        super(place + ": " + reason(cause)); // the driver does not know the cause's class
    }

    private static String reason(Throwable cause) {
        Throwable told = cause;
        while (told.getMessage() == null && told.getCause() != null) {
            told = told.getCause();
        }
        return told.getMessage() == null ? told.toString() : told.getMessage();
    }

    /** What an executor has said, if it is in a text. */
    public static Optional<String> in(String text) {
        Matcher matcher = IN_TEXT.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    }
}
