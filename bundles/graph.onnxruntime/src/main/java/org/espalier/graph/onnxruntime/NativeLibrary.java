package org.espalier.graph.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads ONNX Runtime's library. Java lets a file be loaded by one class loader only, so every one
 * gets a copy, which is removed as soon as it is loaded: several frameworks of a process, or a
 * bundle before and after it was refreshed, do not get into each other's way. Left to itself the
 * library would unpack its copy too, but keep it until the process ends, or for good if that is
 * killed.
 */
final class NativeLibrary {
    /** Where the library looks first. Whoever has set it has another build of it. */
    private static final String PATH = "onnxruntime.native.path";

    private static final String FOLDER = "/ai/onnxruntime/native/linux-x64/";
    private static final String[] FILES = {"libonnxruntime.so", "libonnxruntime4j_jni.so"};

    private NativeLibrary() {}

    /**
     * @throws IOException when the temporary folder cannot be written to
     * @throws LinkageError when the library is not there or does not load
     */
    static OrtEnvironment load() throws IOException {
        // the property is one for all class loaders, and so is this
        synchronized (Runtime.getRuntime()) {
            boolean packed = OrtEnvironment.class.getResource(FOLDER + FILES[0]) != null;
            if (System.getProperty(PATH) != null || !packed) {
                return OrtEnvironment.getEnvironment();
            }
            Path folder = Files.createTempDirectory("espalier-onnxruntime");
            try {
                for (String file : FILES) {
                    unpack(file, folder);
                }
                System.setProperty(PATH, folder.toString());
                return OrtEnvironment.getEnvironment();
            } finally {
                System.clearProperty(PATH);
                for (String file : FILES) {
                    Files.deleteIfExists(folder.resolve(file));
                }
                Files.delete(folder);
            }
        }
    }

    private static void unpack(String file, Path folder) throws IOException {
        try (InputStream in = OrtEnvironment.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IOException(file + " is missing in the bundle with the native library");
            }
            Files.copy(in, folder.resolve(file));
        }
    }
}
