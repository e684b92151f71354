package org.espalier.api.data;

import java.io.IOException;

/**
 * Something given by a person cannot be used: a photograph, mask, list or model file. The message
 * is written for that person: it names the file, what is wrong with it and what would be right; see
 * {@link Message}.
 */
public class BadInputException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param what the file, line or key
     * @param wrong what is wrong with it
     * @param right what would be right
     */
    public BadInputException(String what, String wrong, String right) {
        super(Message.of(what, wrong, right));
    }

    /** As above, with the failure that revealed it. */
    public BadInputException(String what, String wrong, String right, Throwable cause) {
        this(what, wrong, right);
        initCause(cause);
    }
}
