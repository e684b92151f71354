package org.espalier.work;

import java.io.IOException;

/**
 * An image took more time or memory than there was. Another run may have more, so what is made
 * without the image is not taken for what the data give.
 */
public final class OverLimitException extends IOException {
    private static final long serialVersionUID = 1L;

    /** With what was short, and what would be right. */
    public OverLimitException(String message, Throwable cause) {
        super(message, cause);
    }
}
