package org.espalier.inference;

import java.io.IOException;

/** The engine cannot be started. The message says why, and what to do about it. */
public class EngineException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong and what would be right
     * @param cause what the engine threw
     */
    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
