package org.espalier.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Tells a leak of native memory from an allocator that takes room once. What leaks grows by the
 * same amount every time; what is fragmented, cached or not yet collected grows in some rounds and
 * not in others. So the rounds' smallest growth counts, and measuring ends at the first round that
 * grew by no more than what is asked for.
 *
 * <p>The heap has to be resident from the start ({@code -Xms} as {@code -Xmx}, {@code
 * -XX:+AlwaysPreTouch}), as the resident size of the whole process is what is read, from {@code
 * /proc/self/status}: elsewhere the test is skipped.
 */
public final class NativeGrowth {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int ROUNDS = 6;

    private NativeGrowth() {}

    /** Work that may fail. */
    public interface Work {
        void run() throws Exception;
    }

    /**
     * Runs the work once to warm up and then round by round.
     *
     * @param enough KiB of growth that no leak worth the name stays below
     * @return the smallest growth of a round in KiB
     */
    public static long smallest(long enough, Work work) throws Exception {
        Assumptions.assumeTrue(
                Files.isReadable(STATUS), "native memory was not measured: there is no " + STATUS);
        work.run();
        long smallest = Long.MAX_VALUE;
        long before = residentKibibytes();
        for (int round = 0; round < ROUNDS && smallest > enough; round++) {
            work.run();
            long after = residentKibibytes();
            smallest = Math.min(smallest, after - before);
            before = after;
        }
        return smallest;
    }

    /** Buffers outside the heap are freed a little after the collection that finds them. */
    private static long residentKibibytes() throws Exception {
        System.gc();
        Thread.sleep(500);
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("no VmRSS in " + STATUS));
    }
}
