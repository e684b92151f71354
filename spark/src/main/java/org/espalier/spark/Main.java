package org.espalier.spark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.espalier.spark.executor.RunFiles;
import org.espalier.spark.output.Score;
import org.espalier.spark.output.Tally;

/**
 * The driver of a job, as {@code espalier cluster run} or {@code spark-submit} start it. Exit codes
 * are those of {@code espalier}.
 */
public final class Main {
    private static final int SOME_FAILED = 1;
    private static final int USAGE = 2;
    private static final int FAILED = 3;

    private Main() {}

    /**
     * Runs and exits.
     *
     * @param arguments see {@link JobOptions}
     */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        System.setOut(err); // what others print is no result
        int code;
        try {
            code = run(JobOptions.parse(arguments), out);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            code = USAGE;
        } catch (IOException e) {
            err.println(e.getMessage());
            code = FAILED;
        }
        out.flush();
        System.exit(code);
    }

    private static int run(JobOptions options, PrintStream out) throws IOException {
        Path temporary = Files.createTempDirectory("espalier-job-");
        long began = System.nanoTime();
        Tally tally;
        try {
            tally = new Job(options).run(temporary);
        } finally {
            delete(temporary);
        }
        out.println(
                String.format(
                        Locale.ROOT,
                        "images  %d, of which %d failed%nwork    %.1f s, added up over all threads%n"
                                + "took    %.1f s%nresults %s",
                        tally.images(),
                        tally.failed(),
                        tally.seconds(),
                        (System.nanoTime() - began) / 1e9,
                        options.out()));
        if (tally.confusion().length > 0) {
            List<String> classes = new RunFiles(options.run()).classes();
            out.println(new Score(tally.confusion(), classes));
        }
        return tally.failed() > 0 ? SOME_FAILED : 0;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
