package org.espalier.itests;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.espalier.api.pipeline.Pipeline;
import org.espalier.api.pipeline.RunRequest;
import org.espalier.api.stage.Progress;

/** One run of a pipeline after the other, each of them anew. */
final class Load {
    /** How a run should end. */
    static final String AS_EXPECTED = "as expected";

    /** How a run may end that began while a bundle was replaced. */
    static final String CAUSE_TOLD = "failed, with its cause";

    private static final Pattern CAUSE =
            Pattern.compile(
                    "pipeline load: org\\.espalier\\.[a-z., ]+ was replaced or removed while the run"
                            + " began; run it again");

    private static final int LONGEST_MINUTES = 5;

    private final Callable<Pipeline> pipeline;
    private final Path runs;
    private final List<String> ends = new ArrayList<>();
    private Map<String, String> expected;
    private int number;
    private volatile boolean enough;
    private CompletableFuture<Void> under;

    /**
     * @param pipeline the one that is there now, or null
     */
    Load(Callable<Pipeline> pipeline, Path runs) {
        this.pipeline = pipeline;
        this.runs = runs;
    }

    /** Runs once; the first time sets what is expected of others. */
    Map<String, String> undisturbed() throws Exception {
        Map<String, String> files = run(pipeline.call());
        expected = expected == null ? files : expected;
        return files;
    }

    private Map<String, String> run(Pipeline of) throws Exception {
        Path out = runs.resolve(Integer.toString(number++));
        return RunFiles.contents(of.run(RunRequest.into(out), Progress.silent()).folder());
    }

    void begin() {
        under = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                go();
                                under.complete(null);
                            } catch (Throwable e) {
                                under.completeExceptionally(e);
                            }
                        },
                        "load");
        thread.setDaemon(true);
        thread.start();
    }

    private void go() throws Exception {
        while (!enough) {
            Pipeline now = pipeline.call();
            if (now == null) {
                Thread.sleep(1); // between two
                continue;
            }
            ends.add(end(now));
        }
    }

    private String end(Pipeline now) {
        try {
            Map<String, String> files = run(now);
            if (files.equals(expected)) {
                return AS_EXPECTED;
            }
            Map<String, String> other = new TreeMap<>(files);
            other.entrySet().removeAll(expected.entrySet());
            return "with other files: " + other.keySet();
        } catch (Exception e) {
            return CAUSE.matcher("" + e.getMessage()).find() ? CAUSE_TOLD : "failed: " + trace(e);
        }
    }

    private static String trace(Exception e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    /** Waits for the run that is under way. */
    List<String> end() throws Exception {
        enough = true;
        under.get(LONGEST_MINUTES, TimeUnit.MINUTES);
        return new ArrayList<>(ends);
    }
}
