package org.espalier.console;

import java.time.Duration;
import java.util.Locale;

/** How far a piece of work is, in words. */
public final class ProgressText {
    private ProgressText() {}

    /**
     * As in {@code train cam 30/60 2.9/s 0:10 left}.
     *
     * @param seconds since the work began
     */
    public static String of(String label, long done, long total, double seconds) {
        double rate = seconds > 0 ? done / seconds : 0;
        String line = String.format(Locale.ROOT, "%s  %d/%d", label, done, total);
        if (done > 0 && rate > 0) {
            line += String.format(Locale.ROOT, "  %.1f/s", rate);
            if (done < total) {
                line += "  " + time((total - done) / rate) + " left";
            } else {
                line += "  in " + time(seconds);
            }
        }
        return line;
    }

    private static String time(double seconds) {
        Duration duration = Duration.ofSeconds(Math.round(seconds));
        return duration.toHours() > 0
                ? String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        duration.toHours(),
                        duration.toMinutesPart(),
                        duration.toSecondsPart())
                : String.format(
                        Locale.ROOT, "%d:%02d", duration.toMinutes(), duration.toSecondsPart());
    }
}
