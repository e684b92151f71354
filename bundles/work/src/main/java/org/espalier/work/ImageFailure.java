package org.espalier.work;

import java.io.IOException;

/** Tells what fails of an image from what fails of the program. */
public final class ImageFailure {
    private ImageFailure() {}

    /**
     * The reason why an image cannot be used: any exception as it is, and an error that an image
     * brings about which is too large or nests too deep.
     *
     * @throws Error when it is not of the image
     */
    public static Exception of(Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            return new OverLimitException("does not fit into memory; give Java more (-Xmx)", cause);
        }
        if (cause instanceof StackOverflowError) {
            return new IOException("nests deeper than Java's stack; leave it out", cause);
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return (Exception) cause;
    }
}
