package org.espalier.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.espalier.api.stage.Progress;
import org.espalier.curves.CurveFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the run's folder what is under way, and looks there for the wish to stop. What it cannot
 * write is a warning, never the end of the run. Everything is passed on to another progress too.
 */
public final class RunJournal implements Progress, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunJournal.class);
    private static final long PAUSE_MILLIS = 1000;

    private final RunFolder run;
    private final Progress next;
    private final Thread runner;
    private final CurveFile curves;
    private final List<Work> open = new CopyOnWriteArrayList<>();
    private final long began = System.currentTimeMillis();
    private final ScheduledExecutorService clock;
    private volatile boolean warned;

    /**
     * Begins to tell, after what a killed process was in the middle of writing is cleared away; the
     * thread that calls is the one that a wish to stop interrupts.
     *
     * @param run whose folder is locked
     */
    public RunJournal(RunFolder run, Progress next) throws IOException {
        this(run, next, PAUSE_MILLIS);
    }

    RunJournal(RunFolder run, Progress next, long pauseMillis) throws IOException {
        this.run = run;
        this.next = next;
        this.runner = Thread.currentThread();
        run.sweep(); // before files of ours come and go
        run.wishToStop().take();
        this.curves = CurveFile.begin(run.curves());
        this.clock =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "journal of " + run.path());
                            thread.setDaemon(true);
                            return thread;
                        });
        clock.scheduleWithFixedDelay(this::tick, 0, pauseMillis, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            new RunProgress(
                            ProcessHandle.current().pid(),
                            began,
                            System.currentTimeMillis(),
                            open.stream().map(Work::task).toList())
                    .write(run.path());
            if (run.wishToStop().take()) {
                LOG.info("{} is asked to stop", run.path());
                runner.interrupt();
            }
        } catch (IOException e) {
            warn(e);
        }
    }

    private void warn(IOException e) {
        if (!warned) {
            LOG.warn("How far {} is cannot be written", run.path(), e);
        }
        warned = true;
    }

    @Override
    public Progress.Task begin(String label, long total) {
        Work work = new Work(label, total, next.begin(label, total));
        open.add(work);
        return work;
    }

    @Override
    public void measure(String curve, long step, double value) {
        try {
            curves.add(curve, step, value);
        } catch (IOException e) {
            warn(e);
        }
        next.measure(curve, step, value);
    }

    @Override
    public void close() throws IOException {
        clock.shutdown();
        try {
            clock.awaitTermination(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever runs looks for it
        }
        curves.close();
        RunProgress.delete(run.path());
    }

    private final class Work implements Progress.Task {
        private final String label;
        private final long total;
        private final Progress.Task next;
        private final long start = System.nanoTime();
        private final AtomicLong done = new AtomicLong();

        Work(String label, long total, Progress.Task next) {
            this.label = label;
            this.total = total;
            this.next = next;
        }

        RunProgress.Task task() {
            return new RunProgress.Task(
                    label, done.get(), total, (System.nanoTime() - start) / 1e9);
        }

        @Override
        public void advance(long steps) {
            done.addAndGet(steps);
            next.advance(steps);
        }

        @Override
        public void close() {
            open.remove(this);
            next.close();
        }
    }

    /** The wish, as a file, that a run should stop. */
    public record WishToStop(Path file) {
        /** Wishes it. */
        public void make() throws IOException {
            Files.writeString(file, "");
        }

        /** Whether somebody wished it; the wish is gone then. */
        boolean take() throws IOException {
            return Files.deleteIfExists(file);
        }
    }
}
