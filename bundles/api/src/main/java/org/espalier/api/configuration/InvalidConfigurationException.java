package org.espalier.api.configuration;

import org.espalier.api.data.Message;

/**
 * A configuration or a command cannot be carried out as written. The message is for the person who
 * wrote it: it names the file or key, what is wrong and what would be right.
 */
public class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param where the file and key, or the option
     * @param wrong what is wrong with it
     * @param right what would be right
     */
    public InvalidConfigurationException(String where, String wrong, String right) {
        super(Message.of(where, wrong, right));
    }
}
