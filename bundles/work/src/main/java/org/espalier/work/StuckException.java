package org.espalier.work;

import java.io.IOException;
import org.espalier.api.data.Message;

/** A stage as a whole took too long, or shows no sign of life. */
public final class StuckException extends IOException {
    private static final long serialVersionUID = 1L;

    /** In the one shape of messages: what, what is wrong with it, what would be right. */
    public StuckException(String what, String wrong, String right) {
        super(Message.of(what, wrong, right));
    }
}
