package org.espalier.spark.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** A folder of any file system that Hadoop knows. */
final class Folder {
    private final Path path;
    private final Configuration hadoop;

    /**
     * @param uri such as {@code hdfs://namenode/photographs}; without a scheme the default file
     *     system's
     */
    Folder(String uri, Configuration hadoop) {
        this(new Path(uri), hadoop);
    }

    private Folder(Path path, Configuration hadoop) {
        this.path = path;
        this.hadoop = hadoop;
    }

    String uri() {
        return path.toString();
    }

    /** What lies in it under a name. */
    String path(String name) {
        // a name may have a colon in it, which would look like a scheme
        return new Path(path, new Path(null, null, name)).toString();
    }

    Folder in(String name) {
        return new Folder(path(name), hadoop);
    }

    boolean exists() throws IOException {
        return system().exists(path);
    }

    boolean isFile() throws IOException {
        return exists() && system().getFileStatus(path).isFile();
    }

    /** The one above, and the name in it. */
    Folder above() {
        return new Folder(path.getParent(), hadoop);
    }

    String name() {
        return path.getName();
    }

    /** The names of the files in it, sorted; none when it is not there. */
    List<String> files() throws IOException {
        List<String> names = new ArrayList<>();
        if (exists()) {
            RemoteIterator<FileStatus> all = system().listStatusIterator(path);
            while (all.hasNext()) {
                FileStatus status = all.next();
                if (status.isFile()) {
                    names.add(status.getPath().getName());
                }
            }
        }
        names.sort(null);
        return names;
    }

    /** A small file of lines. */
    List<String> lines(String name) throws IOException {
        try (InputStream in = system().open(new Path(path(name)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private FileSystem system() throws IOException {
        return path.getFileSystem(hadoop);
    }
}
