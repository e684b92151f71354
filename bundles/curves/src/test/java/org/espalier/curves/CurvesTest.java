package org.espalier.curves;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurvesTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.ofEpochMilli(1_700_000_000_500L), ZoneOffset.UTC);

    @TempDir Path folder;

    private static Curve.Point point(long step, double value) {
        return new Curve.Point(step, value, 1_700_000_000.5);
    }

    private CurveFile begin() throws IOException {
        return CurveFile.begin(folder, CLOCK);
    }

    @Test
    void nothingIsNoCurve() throws IOException {
        assertEquals(List.of(), Curves.read(folder.resolve("nowhere")));
        begin().close();
        Files.writeString(folder.resolve("notes.txt"), "not ours");
        assertEquals(List.of(), Curves.read(folder));
    }

    @Test
    void pointsAreSeenWhileTheFileIsStillWritten() throws IOException {
        try (CurveFile file = begin()) {
            file.add("refiner/loss", 2, 0.5);
            file.add("localizer/loss", 1, 0.25);
            file.add("refiner/loss", 1, Double.NaN);
            assertEquals(
                    List.of(
                            new Curve("localizer/loss", List.of(point(1, 0.25))),
                            new Curve(
                                    "refiner/loss", List.of(point(1, Double.NaN), point(2, 0.5)))),
                    Curves.read(folder));
        }
    }

    @Test
    void aRunThatGoesOnCorrectsWhatTheFileBeforeSaid() throws IOException {
        try (CurveFile first = begin()) {
            first.add("loss", 1, 4);
            first.add("loss", 2, 3);
        }
        try (CurveFile second = begin()) {
            second.add("loss", 2, 2);
            second.add("loss", 3, 1);
        }
        assertEquals(
                List.of(new Curve("loss", List.of(point(1, 4), point(2, 2), point(3, 1)))),
                Curves.read(folder));
    }

    @Test
    void aFileCountsUpToWhereItIsWhole() throws IOException {
        try (CurveFile file = begin()) {
            file.add("loss", 1, 4);
            file.add("loss", 2, 3);
        }
        Path only;
        try (Stream<Path> files = Files.list(folder)) {
            only = files.findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(only);
        Files.write(
                only,
                java.util.Arrays.copyOf(bytes, bytes.length - 3),
                StandardOpenOption.TRUNCATE_EXISTING);
        assertEquals(List.of(new Curve("loss", List.of(point(1, 4)))), Curves.read(folder));
    }
}
