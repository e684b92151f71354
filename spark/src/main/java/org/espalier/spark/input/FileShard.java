package org.espalier.spark.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Images that lie in files.
 *
 * @param entries where they lie
 */
record FileShard(String name, List<Entry> entries) implements Shard {
    /**
     * One of them.
     *
     * @param truth where its true mask lies, or an empty text
     */
    record Entry(String id, String image, String truth) implements java.io.Serializable {}

    @Override
    public List<Photograph> photographs(Configuration hadoop, Set<String> done) {
        return entries.stream()
                .filter(entry -> !done.contains(entry.id()))
                .map(entry -> photograph(entry, hadoop))
                .toList();
    }

    private static Photograph photograph(Entry entry, Configuration hadoop) {
        return new Photograph(
                entry.id(),
                () -> read(entry.image(), hadoop),
                Optional.of(entry.truth())
                        .filter(truth -> !truth.isEmpty())
                        .map(truth -> () -> read(truth, hadoop)));
    }

    private static byte[] read(String file, Configuration hadoop) throws IOException {
        Path path = new Path(file);
        try (InputStream in = path.getFileSystem(hadoop).open(path)) {
            return in.readAllBytes();
        } catch (IllegalArgumentException e) { // Hadoop's, of a colon
            throw new IOException(file + ": Hadoop cannot read a file of this name; rename it", e);
        }
    }
}
