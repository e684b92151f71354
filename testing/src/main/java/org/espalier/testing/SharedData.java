package org.espalier.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Real data and weights, which lie beside the project and are no part of it. A test that asks for
 * something that is not there is skipped, with a message that says what it missed.
 */
public final class SharedData {
    private SharedData() {}

    /** The folder beside the project, whether it exists or not. */
    public static Path root() {
        Path project =
                Path.of(System.getProperty("espalier.root", ".")).toAbsolutePath().normalize();
        return project.resolveSibling("shared");
    }

    /**
     * A file or folder in it.
     *
     * @param path relative, such as {@code "models/mobilenetv2_100.safetensors"}
     */
    public static Path require(String path) {
        Path file = root().resolve(path);
        Assumptions.assumeTrue(
                Files.exists(file), () -> "skipped: needs " + file + ", which is not here");
        return file;
    }

    /** The root of the PASCAL VOC subset: the folder that holds {@code VOCdevkit}. */
    public static Path voc() {
        return require("data/voc2012");
    }

    /** A weights file. */
    public static Path model(String name) {
        return require("models/" + name);
    }
}
