package org.espalier.work;

import java.time.Duration;

/**
 * How long things may take; zero is without end.
 *
 * @param image for one image in one stage
 * @param stall for a stage that learns, from one sign of life to the next
 * @param learn for a stage that learns, in all
 */
public record TimeLimits(Duration image, Duration stall, Duration learn) {
    /** Nothing has an end. */
    public static final TimeLimits NONE =
            new TimeLimits(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** In whole seconds; 0 is without end. */
    public static TimeLimits ofSeconds(int image, int stall, int learn) {
        return new TimeLimits(
                Duration.ofSeconds(image), Duration.ofSeconds(stall), Duration.ofSeconds(learn));
    }

    /** Whether that much time is more than there is. */
    static boolean isOver(Duration limit, long nanos) {
        return !limit.isZero() && nanos > limit.toNanos();
    }

    /** As a person says it. */
    static String told(Duration limit) {
        return limit.toMillis() % 1000 == 0
                ? limit.toSeconds() + " s"
                : limit.toMillis() / 1000.0 + " s";
    }
}
