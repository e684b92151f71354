package org.espalier.frozen;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.UUID;
import org.espalier.api.files.AtomicFile;
import org.espalier.inference.FeatureMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded folder of feature files, which several processes may share. Whatever goes wrong with it
 * costs time, never a result: what cannot be read is missing, and what cannot be written is not
 * kept.
 */
final class FeatureFolder {
    private static final Logger LOG = LoggerFactory.getLogger(FeatureFolder.class);

    private final Path folder;
    private final Eviction eviction;
    private volatile boolean writable = true;

    /**
     * @param folder made when something is written
     * @param mostBytes that the files may take
     */
    FeatureFolder(Path folder, long mostBytes) {
        this.folder = folder;
        this.eviction = new Eviction(folder, mostBytes);
    }

    /** What was kept under a key; a damaged file is deleted. */
    Optional<FeatureMap> find(String key) {
        Path file = file(key);
        try {
            Optional<FeatureMap> found = FeatureFile.decode(Files.readAllBytes(file));
            if (found.isPresent()) {
                touch(file);
            } else {
                LOG.info("{} is damaged and is computed anew", file);
                Files.deleteIfExists(file);
            }
            return found;
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            giveUp(e);
            return Optional.empty();
        }
    }

    /** Keeps the bytes of a file, if that is possible. */
    void keep(String key, byte[] bytes) {
        if (!writable) {
            return;
        }
        Path file = file(key);
        Path partial = file.resolveSibling(key + "." + UUID.randomUUID() + AtomicFile.PARTIAL);
        try {
            Files.createDirectories(file.getParent());
            try {
                // a cache need not be forced to disk: what a crash tears fails its check
                try (OutputStream out = new FileOutputStream(partial.toFile())) {
                    out.write(bytes);
                }
                Files.move(
                        partial,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
            eviction.written(bytes.length);
        } catch (IOException e) {
            giveUp(e);
        }
    }

    /** The time of a file says when it was used last. */
    private static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
        } catch (IOException e) {
            LOG.debug("{} stays as old as it was", file, e);
        }
    }

    private synchronized void giveUp(IOException reason) {
        if (writable) {
            writable = false;
            LOG.warn(
                    "Features are computed and no longer kept: {}; make room or another folder",
                    reason.toString());
        }
    }

    private Path file(String key) {
        return folder.resolve(key.substring(0, 2)).resolve(key);
    }
}
