package org.espalier.shell;

/**
 * The command did its work and has shown the outcome, but not all is well: images failed, or
 * something needs to be mended. Exit code 1.
 */
public final class Incomplete extends Exception {
    private static final long serialVersionUID = 1L;

    public Incomplete(String message) {
        super(message);
    }
}
