package org.espalier.api.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundFolderTest {
    @TempDir private Path stage;

    @Test
    void roundsAreFoundInTheirOrder() throws IOException {
        assertEquals(List.of(), RoundFolder.in(stage));
        for (String name : List.of("10", "2", "0", "02", "-1", "x", "99999999999")) {
            Files.createDirectories(stage.resolve("rounds").resolve(name));
        }
        assertEquals(
                List.of(0, 2, 10), RoundFolder.in(stage).stream().map(RoundFolder::round).toList());
    }

    @Test
    void everyImageHasItsFiles() {
        Sample sample = new Sample("a b", Tags.none(), () -> null);
        RoundFolder round = RoundFolder.of(stage, 3);
        assertEquals(stage.resolve("rounds/3/labels/a b.png"), round.labels(sample));
        assertEquals(stage.resolve("rounds/3/confident/a b.png"), round.confident(sample));
    }

    @Test
    void roundsCountFromZero() {
        assertThrows(IllegalArgumentException.class, () -> RoundFolder.of(stage, -1));
    }
}
