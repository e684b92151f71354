package org.espalier.spark.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
    @TempDir Path folder;
    private final Configuration hadoop = new Configuration();

    private Input at(Path where, String... split) throws IOException {
        return new Inputs(hadoop, true)
                .at(where.toString(), Optional.ofNullable(split.length > 0 ? split[0] : null));
    }

    private void put(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** Content of image, and of truth or none, by id. */
    private Map<String, String> contents(Input input, int count) throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (Shard shard : input.shards(count)) {
            for (Photograph photograph : shard.photographs(hadoop, Set.of())) {
                String truth =
                        photograph.truth().isPresent()
                                ? "+" + new String(photograph.truth().get().read())
                                : "";
                String text = new String(photograph.image().read()) + truth;
                assertEquals(null, all.put(photograph.id(), text), "in one shard only");
            }
        }
        return all;
    }

    @Test
    void photographsOfAFolderAreCalledAsPredictCallsThem() throws Exception {
        put("rex.jpg", "1");
        put("rex.png", "2");
        put("ä b.JPEG", "3");
        put("notes.txt", "no photograph");
        put("masks/rex.png", "truth");
        Input input = at(folder);
        assertEquals(3, input.size());
        assertTrue(input.hasTruth());
        assertEquals(Map.of("rex", "1+truth", "rex.png", "2", "ä b", "3"), contents(input, 2));
    }

    @Test
    void anImageStaysInItsShardWhenOthersCome() throws Exception {
        Map<String, String> before = new HashMap<>();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20; i++) {
                put(round + "-" + i + ".png", "");
            }
            for (Shard shard : at(folder).shards(7)) {
                for (Photograph photograph : shard.photographs(hadoop, Set.of())) {
                    String earlier = before.put(photograph.id(), shard.name());
                    assertTrue(earlier == null || earlier.equals(shard.name()));
                }
            }
        }
        assertEquals(40, before.size());
    }

    @Test
    void aSplitOfVocTakesItsImagesAlone() throws Exception {
        put("JPEGImages/one.jpg", "1");
        put("JPEGImages/two.jpg", "2");
        put("SegmentationClass/two.png", "t");
        put("ImageSets/Segmentation/val.txt", "two\r\n");
        assertEquals(Map.of("two", "2+t"), contents(at(folder, "val"), 1));
        assertEquals(2, at(folder).size());
        var refused = assertThrows(IOException.class, () -> at(folder, "test"));
        assertTrue(refused.getMessage().contains("[val.txt]"), refused.getMessage());
    }

    private void table(String name, String schema, int rows, String truth) throws IOException {
        MessageType type = MessageTypeParser.parseMessageType(schema);
        try (ParquetWriter<Group> writer =
                ExampleParquetWriter.builder(
                                new org.apache.hadoop.fs.Path(folder.resolve(name).toString()))
                        .withType(type)
                        .withRowGroupSize(1L)
                        .withMinRowCountForPageSizeCheck(4)
                        .withMaxRowCountForPageSizeCheck(4)
                        .build()) {
            for (int i = 0; i < rows; i++) {
                Group row = new SimpleGroupFactory(type).newGroup().append("id", name + i);
                row.append("image", Binary.fromString("image " + i));
                if (i == 3 && !truth.isEmpty()) {
                    row.append("truth", Binary.fromString(truth));
                }
                writer.write(row);
            }
        }
    }

    private static final String TABLE =
            "message t { required binary id (STRING); required binary image; optional binary tags;"
                    + " optional binary truth; }";

    @Test
    void aTableIsDoneRowGroupByRowGroup() throws Exception {
        table("a.parquet", TABLE, 10, "mask");
        table("b.parquet", TABLE, 3, "");
        Input input = at(folder);
        assertEquals(13, input.size());
        List<Shard> shards = input.shards(1);
        assertEquals(4, shards.size(), "of 4, 4, 2 and 3 rows");
        assertEquals(4, shards.stream().map(Shard::name).distinct().count());
        Map<String, String> all = contents(input, 1);
        assertEquals(13, all.size());
        assertEquals("image 3+mask", all.get("a.parquet3"));
        assertEquals("image 9", all.get("a.parquet9"));
        assertEquals(
                List.of("a.parquet2", "a.parquet3"),
                shards.get(0).photographs(hadoop, Set.of("a.parquet0", "a.parquet1")).stream()
                        .map(Photograph::id)
                        .toList());
        assertEquals(10, at(folder.resolve("a.parquet")).size(), "a file alone");
    }

    @Test
    void whatIsNoInputIsNamed() throws Exception {
        assertThrows(IOException.class, () -> at(folder.resolve("nowhere")));
        assertThrows(IOException.class, () -> at(folder), "empty");
        put("half.parquet", "PAR1 and no more");
        var half = assertThrows(IOException.class, () -> at(folder).size());
        assertTrue(half.getMessage().contains("half.parquet: it is no whole"), half.getMessage());
        Files.delete(folder.resolve("half.parquet"));
        table("x.parquet", "message t { required binary id; required binary image; }", 0, "");
        assertThrows(IOException.class, () -> at(folder).size(), "no row");
        Files.delete(folder.resolve("x.parquet"));
        put("no-truth.png", "");
        assertFalse(at(folder).hasTruth());
    }

    @Test
    void aColumnThatIsMissingIsNamed() throws Exception {
        MessageType type = MessageTypeParser.parseMessageType("message t { required int32 n; }");
        ExampleParquetWriter.builder(
                        new org.apache.hadoop.fs.Path(folder.resolve("n.parquet").toString()))
                .withType(type)
                .build()
                .close();
        var refused = assertThrows(IOException.class, () -> at(folder).size());
        assertTrue(refused.getMessage().contains("no column 'id'"), refused.getMessage());
    }

    @Test
    void aFileThatIsGoneIsTheImagesFailureAlone() throws Exception {
        put("here.png", "1");
        put("gone.png", "2");
        List<Shard> shards = at(folder).shards(1);
        Files.delete(folder.resolve("gone.png"));
        var colon = new FileShard.Entry("a:b", folder.resolve("a:b.png").toString(), "");
        Photograph odd = new FileShard("part", List.of(colon)).photographs(hadoop, Set.of()).get(0);
        assertThrows(IOException.class, () -> odd.image().read());
        List<Photograph> both = shards.get(0).photographs(hadoop, Set.of());
        assertThrows(IOException.class, () -> both.get(0).image().read());
        assertArrayEquals("1".getBytes(), both.get(1).image().read());
    }
}
