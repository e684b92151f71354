package org.espalier.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.Failure;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.testing.PlainCodecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppliedStageTest {
    @TempDir Path folder;

    private final Sample sample = new Sample("a", Tags.of(1), () -> null);
    private final LabelMap labels = new LabelMap(2, 1, new byte[] {0, 1});

    private AppliedStage stage() {
        return new AppliedStage(folder, new PlainCodecs(), PlainCodecs.SCORES);
    }

    @Test
    void givesBackWhatItKept() throws IOException {
        ScoreMap scores = new ScoreMap(new int[] {1}, 2, 1, new float[] {0.1f, 0.9f});
        assertFalse(stage().has(sample));
        stage().write(sample, labels, Optional.of(scores), Optional.of(new float[] {0, 0.8f}));
        assertTrue(stage().has(sample));
        assertEquals(labels, stage().labels(sample));
        assertArrayEquals(scores.scores(), stage().scores(sample).scores());
        assertArrayEquals(new float[] {0, 0.8f}, stage().classScores(sample).orElseThrow());
    }

    @Test
    void keepsOnlyWhatItIsGiven() throws IOException {
        stage().write(sample, labels, Optional.empty(), Optional.empty());
        assertFalse(stage().hasScores(sample));
        assertTrue(stage().classScores(sample).isEmpty());
        assertThrows(IOException.class, () -> stage().scores(sample));
    }

    @Test
    void failuresAreToldAgain() throws IOException {
        FailureFile file = new FailureFile(folder);
        assertEquals(List.of(), file.read());
        List<Failure> failures = List.of(new Failure("localizer", "a", "is broken; mend it"));
        file.write(failures);
        assertEquals(failures, file.read());
    }
}
