package org.espalier.api.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.espalier.api.data.BadInputException;

/**
 * A folder that paths read from data do not leave: not by {@code ..}, not by being absolute, not by
 * a link.
 */
public final class RootFolder {
    private final Path root;

    /**
     * @param root the folder; it need not exist yet
     */
    public RootFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** The folder, absolute. */
    public Path path() {
        return root;
    }

    /**
     * A path inside the folder.
     *
     * @param relative as the data names it
     * @param source the list or file that names it, for the message
     * @throws BadInputException when the path would lead outside
     */
    public Path resolve(String relative, String source) throws BadInputException {
        Path path;
        try {
            path = root.resolve(relative).normalize();
        } catch (InvalidPathException e) {
            throw outside(relative, source);
        }
        if (!path.startsWith(root) || path.equals(root)) {
            throw outside(relative, source);
        }
        try {
            if (Files.exists(path) && !path.toRealPath().startsWith(root.toRealPath())) {
                throw outside(relative, source);
            }
        } catch (BadInputException e) {
            throw e;
        } catch (IOException e) {
            throw outside(relative, source);
        }
        return path;
    }

    private BadInputException outside(String relative, String source) {
        return new BadInputException(
                source,
                "the path '" + relative + "' leads outside " + root,
                "name a file inside that folder");
    }
}
