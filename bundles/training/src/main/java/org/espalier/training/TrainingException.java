package org.espalier.training;

import java.io.IOException;

/** Training cannot go on. The message says where it stopped and what to try. */
public class TrainingException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong and what would be right
     */
    public TrainingException(String message) {
        super(message);
    }
}
