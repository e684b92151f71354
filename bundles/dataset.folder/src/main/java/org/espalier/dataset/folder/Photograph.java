package org.espalier.dataset.folder;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A photograph as the folder has it.
 *
 * @param place the line or folder that names it, for messages
 * @param base the folder its name starts from
 * @param name relative to that folder, with slashes
 * @param file the file itself
 * @param tags names of classes, not checked yet
 * @param split where one is named
 */
record Photograph(
        String place,
        Path base,
        String name,
        Path file,
        List<String> tags,
        Optional<String> split) {

    /** The name without its ending. */
    String stem() {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
    }
}
