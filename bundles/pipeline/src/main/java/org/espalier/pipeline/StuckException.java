package org.espalier.pipeline;

import java.io.IOException;

/** A stage as a whole took too long, or shows no sign of life. */
final class StuckException extends IOException {
    private static final long serialVersionUID = 1L;

    StuckException(String what, String wrong, String right) {
        super(what + ": " + wrong + "; " + right);
    }
}
