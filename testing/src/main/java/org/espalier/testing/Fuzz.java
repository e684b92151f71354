package org.espalier.testing;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.Message;

/**
 * Gives a parser files that are nearly right, made of right ones at random. A file is read, or is
 * refused with a message that names it; either takes little time and little memory.
 *
 * <p>Each time the same files, so that a build says the same twice. {@code
 * -Despalier.fuzz.seconds=60} goes on for longer, with others each time; {@code
 * -Despalier.fuzz.seed} has the file again that a failure tells of, as the first.
 */
public final class Fuzz {
    private static final String LONGER = System.getProperty("espalier.fuzz.seconds");
    private static final double SECONDS = LONGER == null ? 1.5 : Double.parseDouble(LONGER);

    private static final long SEED =
            Long.getLong("espalier.fuzz.seed", LONGER == null ? 1 : System.nanoTime());

    private static final double NANOS = 1e9;

    private static final double LONGEST_SECONDS = 2;
    private static final int SHOWN = 400;

    /** What is under test. */
    @FunctionalInterface
    public interface Parser {
        /** Reads a file, or refuses it by an {@link IOException} or as configuration. */
        void parse(Path file) throws IOException;
    }

    private final Path file;
    private final Parser parser;
    private final List<byte[]> right = new ArrayList<>();
    private final List<byte[]> words = new ArrayList<>();
    private long mostBytes = 64L << 20;
    private BinaryOperator<byte[]> repair = (whole, changed) -> changed;
    private long read;
    private long refused;

    /**
     * @param file written anew for each try; its name is what messages must hold
     */
    public Fuzz(Path file, Parser parser) {
        this.file = file;
        this.parser = parser;
    }

    /** Adds a file that is right. */
    public Fuzz from(byte[] content) {
        right.add(content);
        return this;
    }

    /** Adds a text that is right. */
    public Fuzz from(String content) {
        return from(content.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds what may be put anywhere: what the format itself is made of. */
    public Fuzz with(String... tokens) {
        for (String token : tokens) {
            words.add(token.getBytes(StandardCharsets.ISO_8859_1));
        }
        return this;
    }

    /** Sets how much may be allocated for one file; 64 MiB unless told otherwise. */
    public Fuzz within(long bytes) {
        mostBytes = bytes;
        return this;
    }

    /**
     * Makes right what would give every change away, such as a checksum; done for every other file.
     *
     * @param how from the file as it was, and as it was changed
     */
    public Fuzz repairing(BinaryOperator<byte[]> how) {
        repair = how;
        return this;
    }

    /**
     * Tries for some seconds.
     *
     * @throws AssertionError on the first file that is taken otherwise, with its seed
     */
    public void run() throws IOException {
        for (byte[] content : right) {
            Files.write(file, content);
            parser.parse(file); // the tries begin from what is right
        }
        long end = System.nanoTime() + (long) (SECONDS * NANOS);
        for (long seed = SEED; System.nanoTime() < end; seed++) {
            Random random = new Random(seed);
            byte[] whole = right.get(random.nextInt(right.size()));
            byte[] changed = new Mutation(random, right, words).of(whole);
            Files.write(file, seed % 2 == 0 ? changed : repair.apply(whole, changed));
            attempt(seed);
        }
        if (read == 0 || refused == 0) {
            throw new AssertionError(
                    "%d files were read and %d refused: too little was tried; seed %d"
                            .formatted(read, refused, SEED));
        }
    }

    private void attempt(long seed) {
        long bytes = bytesTaken(seed);
        if (bytes > mostBytes) {
            bytes = bytesTaken(seed); // what is loaded once is not the file's
        }
        if (bytes > mostBytes) {
            throw failure(seed, "it took %d MiB".formatted(bytes >> 20), null);
        }
    }

    /** What was allocated while the file was parsed. */
    private long bytesTaken(long seed) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        long begin = threads.getThreadCpuTime(thread); // others may keep the processors
        try {
            parser.parse(file);
            read++;
        } catch (IOException | InvalidConfigurationException e) {
            refused++;
            if (!String.valueOf(e.getMessage()).contains(file.getFileName().toString())) {
                throw failure(seed, "the message does not name the file: " + e.getMessage(), e);
            }
        } catch (Throwable e) {
            throw failure(seed, e.toString(), e);
        }
        double seconds = (threads.getThreadCpuTime(thread) - begin) / NANOS;
        if (seconds > LONGEST_SECONDS) {
            throw failure(seed, "it took %.1f s".formatted(seconds), null);
        }
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    private AssertionError failure(long seed, String what, Throwable cause) {
        return new AssertionError(
                "%s, after %d files; again with -Despalier.fuzz.seed=%d; it begins %s"
                        .formatted(what, read + refused, seed, begin()),
                cause);
    }

    private String begin() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] begin = in.readNBytes(SHOWN);
            return Message.printable(new String(begin, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
