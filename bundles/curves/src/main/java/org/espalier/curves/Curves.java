package org.espalier.curves;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads what event files hold. */
public final class Curves {
    /** A file larger than this is not one of ours. */
    private static final long LARGEST = 1L << 28;

    private Curves() {}

    /**
     * The curves of all event files in a folder, by name. Where two tell of the same step, the
     * later is right. A file that is cut off or damaged counts up to where it is whole.
     *
     * @param folder need not exist
     */
    public static List<Curve> read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files =
                    all.filter(f -> f.getFileName().toString().startsWith(CurveFile.PREFIX))
                            .sorted()
                            .toList();
        }
        Map<String, TreeMap<Long, Curve.Point>> curves = new TreeMap<>();
        for (Path file : files) {
            if (Files.size(file) <= LARGEST) {
                add(ByteBuffer.wrap(Files.readAllBytes(file)), curves);
            }
        }
        List<Curve> all = new ArrayList<>();
        curves.forEach((name, points) -> all.add(new Curve(name, List.copyOf(points.values()))));
        return all;
    }

    private static void add(ByteBuffer in, Map<String, TreeMap<Long, Curve.Point>> curves) {
        byte[] message = Records.next(in);
        while (message != null) {
            try {
                Event.decode(message)
                        .ifPresent(
                                event ->
                                        curves.computeIfAbsent(event.tag(), t -> new TreeMap<>())
                                                .put(event.point().step(), event.point()));
            } catch (BufferUnderflowException e) {
                return;
            }
            message = Records.next(in);
        }
    }
}
