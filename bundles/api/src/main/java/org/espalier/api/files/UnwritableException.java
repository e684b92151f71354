package org.espalier.api.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.espalier.api.data.Message;

/**
 * A result cannot be kept: the disk is full, the folder cannot be written. It is nobody's fault but
 * the disk's, so it ends what is being done, whichever image it met.
 */
public class UnwritableException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param file that cannot be written
     * @param cause what the system says
     */
    public UnwritableException(Path file, IOException cause) {
        super(
                Message.of(
                        file.toString(),
                        "cannot be written (%s)".formatted(reason(cause)),
                        "make room or choose another folder, and run again: what is finished"
                                + " stays"),
                cause);
    }

    /** What the system says, without the path, which some of its exceptions tell as well. */
    private static String reason(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof FileSystemException e) {
            return e.getReason() == null ? cause.getClass().getSimpleName() : e.getReason();
        }
        return cause instanceof FileNotFoundException && message.endsWith(")")
                ? message.substring(message.lastIndexOf('(') + 1, message.length() - 1)
                : message;
    }
}
