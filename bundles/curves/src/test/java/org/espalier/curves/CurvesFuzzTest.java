package org.espalier.curves;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BinaryOperator;
import org.espalier.testing.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurvesFuzzTest {
    @TempDir Path folder;

    @Test
    void aDamagedFileCountsUpToWhereItIsWhole() throws Exception {
        try (CurveFile curve = CurveFile.begin(folder)) {
            curve.add("localizer/loss", 1, 0.5);
            curve.add("mIoU/val-none", 2, Double.NaN);
        }
        Path file;
        try (var files = Files.list(folder)) {
            file = files.findFirst().orElseThrow();
        }
        BinaryOperator<byte[]> framed =
                (whole, changed) ->
                        changed.length < 30
                                ? changed
                                : Records.frame(
                                        java.util.Arrays.copyOfRange(
                                                changed, 12, changed.length - 4));
        new Fuzz(
                        file,
                        fuzzed -> {
                            if (Curves.read(folder).isEmpty()) {
                                throw new IOException("no curve is left in " + fuzzed);
                            }
                        })
                .from(Files.readAllBytes(file))
                .with("\n", "\u0012", "\u0080\u0080\u0080\u0080\u0080\u0080\u0080\u0080\u0080\1")
                .repairing(framed)
                .run();
    }
}
