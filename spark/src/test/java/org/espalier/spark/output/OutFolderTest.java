package org.espalier.spark.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.espalier.spark.input.Photograph;
import org.espalier.spark.input.Shard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutFolderTest {
    private record Empty(String name) implements Shard {
        @Override
        public List<Photograph> photographs(Configuration hadoop, Set<String> done) {
            return List.of();
        }
    }

    private static final Shard SHARD = new Empty("part-000001");

    @TempDir Path folder;
    private OutFolder out;

    @BeforeEach
    void open() {
        out = new OutFolder(folder.toString(), new Configuration());
    }

    private ResultFile attempt(String id, int mask) throws IOException {
        ResultFile file = out.attempt(SHARD);
        Tally tally = new Tally(1, 0, 0.5, new long[] {mask});
        Row good = new Row(id, new byte[] {(byte) mask}, List.of("cat", "dog"), 0.5, null);
        Row bad = new Row(id + "-bad", null, List.of(), 0.1, "is no image");
        file.write(List.of(good, bad), tally.footer());
        return file;
    }

    @Test
    void whoComesSecondFindsTheAnswerThere() throws Exception {
        ResultFile slow = attempt("a", 1);
        ResultFile quick = attempt("a", 2);
        assertEquals(List.of(), out.files(SHARD.name()), "an attempt is no answer");
        ResultFile first = out.commit(quick, SHARD, 0);
        ResultFile second = out.commit(slow, SHARD, 0);
        assertEquals(first, second);
        assertEquals(List.of(first), out.files(SHARD.name()));
        assertArrayEquals(new long[] {2}, second.tally().confusion());
        try (var left = Files.list(folder.resolve("_attempts"))) {
            assertEquals(0, left.count(), "what came second is thrown away");
        }
    }

    @Test
    void aShardThatGrewGetsAnotherFile() throws Exception {
        out.commit(attempt("a", 1), SHARD, 0);
        out.commit(attempt("b", 2), SHARD, 1);
        List<ResultFile> files = out.files(SHARD.name());
        assertEquals(Set.of("a", "a-bad"), files.get(0).ids());
        assertEquals(Set.of("b", "b-bad"), files.get(1).ids());
        assertEquals(2, files.size());
    }

    @Test
    void aRowComesBackAsItWas() throws Exception {
        List<Row> rows = out.commit(attempt("a", 7), SHARD, 0).rows();
        assertArrayEquals(new byte[] {7}, rows.get(0).mask());
        assertEquals(List.of("cat", "dog"), rows.get(0).classes());
        assertEquals(0.5, rows.get(0).seconds());
        assertEquals(null, rows.get(0).failure());
        assertEquals(null, rows.get(1).mask());
        assertEquals("is no image", rows.get(1).failure());
    }

    @Test
    void resultsOfTwoModelsAreNotMixed() throws Exception {
        Map<String, String> model = Map.of("model", "abc");
        assertEquals("4", out.begin(model, Map.of("shards", "4")).get("shards"));
        assertEquals("4", out.begin(model, Map.of("shards", "9")).get("shards"), "first decides");
        var refused =
                assertThrows(IOException.class, () -> out.begin(Map.of("model", "xyz"), Map.of()));
        assertTrue(refused.getMessage().contains("made with model abc, not xyz"), "says both");
    }

    @Test
    void aMaskOfItsOwnIsReplacedByTheSame() throws Exception {
        out.mask("ä b", new byte[] {1, 2});
        out.mask("ä b", new byte[] {1, 2});
        assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(folder.resolve("masks/ä b.png")));
        out.sweep();
        assertFalse(Files.exists(folder.resolve("_attempts")));
    }

    @Test
    void aFileOfSomebodyElseIsNamed() throws Exception {
        Files.writeString(folder.resolve("part-000001.parquet"), "text");
        var refused = assertThrows(IOException.class, () -> out.files(SHARD.name()).get(0).tally());
        assertTrue(refused.getMessage().contains("part-000001.parquet"), refused.getMessage());
    }
}
