package org.espalier.spark.output;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.espalier.spark.input.Shard;

/**
 * The folder of results. A file comes into it by a rename that never replaces another: who comes
 * second, be it another attempt at a task or a task of a job that was thought dead, finds the
 * answer there and throws its own away. What begins with {@code _} is no table to Spark.
 */
public record OutFolder(String uri, Configuration hadoop) {
    private static final String NOTE = "_espalier.properties";
    private static final String ATTEMPTS = "_attempts";
    private static final String ENDING = ".parquet";

    private Path at(String name) {
        return new Path(new Path(uri), name);
    }

    private FileSystem system() throws IOException {
        return new Path(uri).getFileSystem(hadoop);
    }

    /**
     * Notes what the folder's files are made with, or compares it with what is noted.
     *
     * @param asked what must be the same for all of them
     * @param first what the job that comes first decides
     * @return what is noted
     * @throws IOException when the folder is of something else
     */
    public Map<String, String> begin(Map<String, String> asked, Map<String, String> first)
            throws IOException {
        if (!system().exists(at(NOTE))) {
            Properties note = new Properties();
            note.putAll(asked);
            note.putAll(first);
            Path partial = attempt(NOTE);
            try (OutputStream out = system().create(partial)) {
                note.store(out, null);
            }
            rename(partial, at(NOTE), Options.Rename.NONE);
        }
        Properties noted = new Properties();
        try (InputStream in = system().open(at(NOTE))) {
            noted.load(in);
        }
        for (Map.Entry<String, String> one : new TreeMap<>(asked).entrySet()) {
            String other = noted.getProperty(one.getKey(), "");
            if (!other.equals(one.getValue())) {
                throw new IOException(
                        "--out %s: what is there was made with %s %s, not %s; name another folder"
                                .formatted(uri, one.getKey(), other, one.getValue()));
            }
        }
        Map<String, String> result = new HashMap<>();
        noted.forEach((key, value) -> result.put(key.toString(), value.toString()));
        return result;
    }

    /** The files that a shard has, one, or more where its input has grown since. */
    public List<ResultFile> files(String shard) throws IOException {
        List<ResultFile> files = new ArrayList<>();
        while (system().exists(next(shard, files.size()))) {
            files.add(new ResultFile(next(shard, files.size()), hadoop));
        }
        return files;
    }

    private Path next(String shard, int number) {
        return at(shard + (number == 0 ? "" : "+" + number) + ENDING);
    }

    /** A file that nobody else writes to. */
    public ResultFile attempt(Shard shard) {
        return new ResultFile(attempt(shard.name() + ENDING), hadoop);
    }

    private Path attempt(String name) {
        return at(ATTEMPTS + "/" + UUID.randomUUID() + "-" + name);
    }

    /**
     * Puts a whole file in its place.
     *
     * @param number how many files the shard had when the work began
     * @return the file that is there now: this one, or that of somebody who was quicker
     */
    public ResultFile commit(ResultFile attempt, Shard shard, int number) throws IOException {
        Path place = next(shard.name(), number);
        rename(attempt.path(), place, Options.Rename.NONE);
        return new ResultFile(place, hadoop);
    }

    /** Writes a mask as a file of its own; another attempt writes the same bytes. */
    public void mask(String id, byte[] png) throws IOException {
        Path partial = attempt("mask");
        try (OutputStream out = system().create(partial)) {
            out.write(png);
        }
        Path masks = at("masks");
        system().mkdirs(masks);
        rename(
                partial,
                new Path(masks, new Path(null, null, id + ".png")),
                Options.Rename.OVERWRITE);
    }

    private void rename(Path from, Path to, Options.Rename how) throws IOException {
        try {
            FileContext.getFileContext(system().makeQualified(from).toUri(), hadoop)
                    .rename(system().makeQualified(from), system().makeQualified(to), how);
        } catch (FileAlreadyExistsException e) {
            system().delete(from, false);
        } catch (FileNotFoundException e) {
            if (!system().exists(to)) {
                throw e;
            }
        }
    }

    /** Removes what attempts that were killed have left. To be called when no task is at work. */
    public void sweep() throws IOException {
        system().delete(at(ATTEMPTS), true);
    }
}
