package org.espalier.curves;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;

/**
 * An event file that points are added to. Each is handed to the system at once, so that whoever
 * looks at the folder sees it; nothing is forced to disk. Safe for use by several threads.
 */
public final class CurveFile implements AutoCloseable {
    /** What the name of every event file begins with. */
    static final String PREFIX = "events.out.tfevents.";

    private static final double MILLIS = 1000;

    private final OutputStream out;
    private final Clock clock;

    private CurveFile(OutputStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /**
     * Begins a file whose name sorts behind those that are there.
     *
     * @param folder is made if need be
     */
    public static CurveFile begin(Path folder) throws IOException {
        return begin(folder, Clock.systemUTC());
    }

    static CurveFile begin(Path folder, Clock clock) throws IOException {
        Files.createDirectories(folder);
        for (long seconds = clock.millis() / 1000; ; seconds++) {
            Path file = folder.resolve(PREFIX + "%010d.espalier".formatted(seconds));
            try {
                OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
                out.write(Records.frame(Event.version(clock.millis() / MILLIS)));
                return new CurveFile(out, clock);
            } catch (FileAlreadyExistsException e) {
                continue; // a run that went on within the second
            }
        }
    }

    /**
     * Adds a point.
     *
     * @param curve its name
     * @param step where on the curve
     */
    public synchronized void add(String curve, long step, double value) throws IOException {
        Curve.Point point = new Curve.Point(step, value, clock.millis() / MILLIS);
        out.write(Records.frame(new Event(curve, point).encode()));
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
