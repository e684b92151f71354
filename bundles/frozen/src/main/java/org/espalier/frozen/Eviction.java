package org.espalier.frozen;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.espalier.api.files.AtomicFile;

/**
 * Keeps a folder below a bound by deleting the files that are oldest. It looks at the folder only
 * when what it saw there and what was written since may be too much, and now and then because other
 * processes write there too.
 */
final class Eviction {
    private static final double KEEP = 0.9;

    /** Share of the bound after which the folder is looked at again. */
    private static final double UNSEEN = 1.0 / 16;

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}(\\..*)?");

    private static final long ABANDONED = TimeUnit.HOURS.toMillis(1);

    private final Path folder;
    private final long most;
    private long bound = -1;
    private long total;
    private long unseen;

    Eviction(Path folder, long most) {
        this.folder = folder;
        this.most = most;
    }

    /** A file in the folder. */
    private record Entry(Path path, long bytes, long lastUsed) {}

    /** Notes that a file was written, and makes room if need be. */
    synchronized void written(long bytes) throws IOException {
        unseen += bytes;
        if (total + unseen > bound || unseen > UNSEEN * bound) {
            makeRoom();
        }
    }

    private void makeRoom() throws IOException {
        List<Entry> entries = entries();
        total = entries.stream().mapToLong(Entry::bytes).sum();
        unseen = 0;
        // half of what is free is for others
        bound = Math.min(most, total + Files.getFileStore(folder).getUsableSpace() / 2);
        if (total <= bound) {
            return;
        }
        entries.sort(Comparator.comparingLong(Entry::lastUsed).thenComparing(Entry::path));
        for (Entry entry : entries) {
            if (total <= KEEP * bound) {
                return;
            }
            Files.deleteIfExists(entry.path());
            total -= entry.bytes();
        }
    }

    /** All files; those that a dead process left half-written are deleted. */
    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        long now = System.currentTimeMillis();
        Files.walkFileTree(
                folder,
                Set.of(),
                2,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes of)
                            throws IOException {
                        long lastUsed = of.lastModifiedTime().toMillis();
                        boolean partial = file.toString().endsWith(AtomicFile.PARTIAL);
                        if (!isOurs(file)) {
                            return FileVisitResult.CONTINUE;
                        }
                        if (partial && now - lastUsed > ABANDONED) {
                            Files.deleteIfExists(file);
                        } else if (!partial) {
                            entries.add(new Entry(file, of.size(), lastUsed));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        // another process may have deleted it just now
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw e;
                    }
                });
        return entries;
    }

    /** Whoever names a folder with other things in it must not lose them. */
    private static boolean isOurs(Path file) {
        String name = file.getFileName().toString();
        return NAME.matcher(name).matches() && file.getParent().endsWith(name.substring(0, 2));
    }
}
