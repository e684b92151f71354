package org.espalier.spark.executor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files to be sent to executors, which unpack them. */
public final class Archive {
    private final Map<String, Path> files = new TreeMap<>();

    /** Adds files by the names that they have there. */
    public Archive add(Map<String, Path> more) {
        files.putAll(more);
        return this;
    }

    /**
     * Adds the files right below a folder, if it is there.
     *
     * @param ending of those that are wanted
     */
    public Archive add(String name, Path folder, String ending) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                all.filter(Files::isRegularFile)
                        .filter(file -> file.toString().endsWith(ending))
                        .forEach(f -> files.putIfAbsent(name + "/" + f.getFileName(), f));
            }
        }
        return this;
    }

    /** Stores them as they are: most are compressed, and to pack takes longer than to send. */
    public Path write(Path zip) throws IOException {
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            entries.setLevel(Deflater.NO_COMPRESSION);
            for (Map.Entry<String, Path> file : files.entrySet()) {
                entries.putNextEntry(new ZipEntry(file.getKey()));
                Files.copy(file.getValue(), entries);
                entries.closeEntry();
            }
        }
        return zip;
    }
}
