package org.espalier.djl.pytorch;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Loads PyTorch's libraries so that several class loaders of a process can use them: those of
 * several frameworks, or that of a bundle before and after it was refreshed.
 *
 * <p>Java lets a library file be loaded by one class loader only. But of PyTorch's libraries one
 * alone is called from Java, the small one that DJL adds, which moreover keeps references to
 * classes. So every class loader has a copy of that one. The others are loaded past Java, once a
 * process. All stay when the class loader goes: threads of theirs may still be running.
 */
public final class NativeLibraries {
    private static final String CALLED_FROM_JAVA = "djl_torch";

    /** Of {@code dlopen} on Linux. */
    private static final int LAZY = 0x1;

    private static final int ONLY_IF_LOADED = 0x4;
    private static final int FOR_GOOD = 0x1000;

    private static final Function DLOPEN = function("dlopen");

    private NativeLibraries() {}

    /**
     * Called by DJL, for each library in the order of what depends on what.
     *
     * @param path of a library file
     * @throws UnsatisfiedLinkError when it cannot be loaded
     */
    public static void load(String path) {
        Path file = Path.of(path);
        if (!Platform.isLinux()) {
            System.load(path);
        } else if (String.valueOf(file.getFileName()).contains(CALLED_FROM_JAVA)) {
            loadCopy(file);
        } else {
            loadOnce(file);
        }
    }

    /** A file that is open needs no name any more. */
    private static void loadCopy(Path file) {
        try {
            Path copy = Files.createTempFile(file.getParent(), CALLED_FROM_JAVA, ".so");
            try {
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                System.load(copy.toString());
                open(copy.toString(), LAZY | FOR_GOOD);
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    file.getParent()
                            + ": "
                            + e.getMessage()
                            + "; the folder must be writable, set DJL_CACHE_DIR to another",
                    e);
        }
    }

    /** By its name, since another framework may have unpacked it into another folder. */
    private static void loadOnce(Path file) {
        if (open(String.valueOf(file.getFileName()), LAZY | ONLY_IF_LOADED) == null
                && open(file.toString(), LAZY | FOR_GOOD) == null) {
            NativeLibrary.getInstance(file.toString()); // tells why
        }
    }

    private static Pointer open(String name, int mode) {
        return DLOPEN.invokePointer(new Object[] {name, mode});
    }

    private static Function function(String name) {
        return NativeLibrary.getProcess().getFunction(name);
    }
}
