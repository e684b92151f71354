package org.espalier.console;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.espalier.api.stage.Progress;

/**
 * Tells on a terminal how far the work is: one line, written over and over. Where the stream is no
 * terminal it writes a line every ten seconds.
 */
public final class ProgressLine implements Progress, AutoCloseable {
    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long LOG_NANOS = 10_000_000_000L;
    private static final int WIDTH = 79;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier clock;
    private long lastShown;
    private String measured = "";
    private String lastLine = "";
    private boolean dirty;

    public ProgressLine(PrintStream out, boolean terminal) {
        this(out, terminal, System::nanoTime);
    }

    public ProgressLine(PrintStream out, boolean terminal, LongSupplier clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.lastShown = clock.getAsLong();
    }

    @Override
    public synchronized Task begin(String label, long total) {
        measured = ""; // what was measured before was of other work
        return new Work(label, total, clock.getAsLong());
    }

    @Override
    public synchronized void measure(String curve, long step, double value) {
        String name = curve.substring(curve.lastIndexOf('/') + 1);
        measured = String.format(Locale.ROOT, "  %s %.4g", name, value);
    }

    /** Leaves the terminal's line clean. */
    @Override
    public synchronized void close() {
        if (dirty) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
            out.flush();
            dirty = false;
        }
    }

    private synchronized void show(Work work, boolean last) {
        long now = clock.getAsLong();
        long pause = terminal ? TERMINAL_NANOS : LOG_NANOS;
        boolean worthIt = terminal || now - work.began >= LOG_NANOS;
        if (now - lastShown < pause && !(last && worthIt)) {
            return;
        }
        String line =
                ProgressText.of(work.label, work.done, work.total, (now - work.began) / 1e9)
                        + measured;
        print(line, now);
    }

    /** Shows a line of somebody else's work, unless one was shown a moment ago. */
    public synchronized void say(String line) {
        long now = clock.getAsLong();
        if (now - lastShown >= (terminal ? TERMINAL_NANOS : LOG_NANOS)) {
            print(line, now);
        }
    }

    private void print(String line, long now) {
        lastShown = now;
        if (terminal) {
            String cut = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
            out.print("\r" + cut + " ".repeat(WIDTH - cut.length()));
            out.flush();
            dirty = true;
        } else if (!line.equals(lastLine)) {
            out.println(line);
            lastLine = line;
        }
    }

    private final class Work implements Task {
        private final String label;
        private final long total;
        private final long began;
        private long done;

        Work(String label, long total, long began) {
            this.label = label;
            this.total = total;
            this.began = began;
        }

        @Override
        public void advance(long steps) {
            synchronized (ProgressLine.this) {
                done += steps;
            }
            show(this, false);
        }

        @Override
        public void close() {
            show(this, true);
            synchronized (ProgressLine.this) {
                measured = "";
            }
        }
    }
}
