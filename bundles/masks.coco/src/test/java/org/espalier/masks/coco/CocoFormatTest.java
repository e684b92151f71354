package org.espalier.masks.coco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.masks.MaskSet;
import org.espalier.testing.TestMasks;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CocoFormatTest {
    /**
     * One image of each kind of segmentation, after COCO's description of its format. The three
     * masks of 4 x 3: outlines of the two middle columns; run lengths 0 1 11, the first pixel; and
     * their compressed form, {@code 0, 1, ;} ({@code ;} is 48 + 11).
     */
    private static final String FILE =
            """
            {"info": {"year": 2017, "url": "http://cocodataset.org"},
             "annotations": [
              {"id": 1768, "image_id": 7, "category_id": 18, "iscrowd": 0, "area": 6,
               "bbox": [1, 0, 2, 3], "segmentation": [[1, 0, 3, 0, 3, 3, 1, 3]]},
              {"id": 900100, "image_id": 7, "category_id": 2, "iscrowd": 1, "area": 1,
               "bbox": [0, 0, 1, 1], "segmentation": {"counts": [0, 1, 11], "size": [3, 4]}},
              {"id": 3, "image_id": 8, "category_id": 2,
               "segmentation": {"size": [3, 4], "counts": "01;"}}],
             "licenses": [{"id": 1, "name": "CC"}],
             "categories": [{"supercategory": "animal", "id": 18, "name": "dog"},
                            {"supercategory": "vehicle", "id": 2, "name": "bicycle"}],
             "images": [{"id": 7, "width": 4, "height": 3, "file_name": "000000397133.jpg",
                         "coco_url": "http://images.cocodataset.org/val2017/000000397133.jpg"},
                        {"id": 8, "width": 4, "height": 3, "file_name": "sub/b.one.png"},
                        {"id": 9, "width": 4, "height": 3, "file_name": "none.jpg"}]}
            """;

    @TempDir Path folder;
    private final CocoFormat format = format(true);

    private static CocoFormat format(boolean compressed) {
        return new CocoFormat(
                TestSettings.of("compressed", compressed).as(CocoConfiguration.class));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("instances_val.json"), text);
    }

    @Test
    void allKindsOfSegmentationAreRead() throws IOException {
        Path file = file(FILE);
        assertTrue(format.recognises(file));
        MaskSet masks = format.read(file);
        assertEquals("instances_val", masks.name());
        assertEquals(List.of("000000397133", "sub/b.one", "none"), masks.ids());
        assertEquals(
                ClassSet.withBackground(List.of("background", "dog", "bicycle")),
                masks.classes().orElseThrow());
        assertEquals(TestMasks.mask("2110", "0110", "0110"), masks.labels("000000397133"));
        assertEquals(TestMasks.mask("2000", "0000", "0000"), masks.labels("sub/b.one"));
        assertEquals(TestMasks.mask("0000", "0000", "0000"), masks.labels("none"));
        assertEquals("sub/b.one.png", masks.photograph("sub/b.one"));
    }

    /** Of the later of two that overlap all is seen: here the two middle columns are drawn last. */
    @Test
    void aLaterAnnotationCoversAnEarlierOne() throws IOException {
        String all = FILE.replace("\"counts\": [0, 1, 11]", "\"counts\": [0, 12]");
        assertEquals(
                TestMasks.mask("2222", "2222", "2222"),
                format.read(file(all)).labels("000000397133"));
    }

    /**
     * The whole file, by hand. Columns of the mask, 0 outside: class 1 is 1 1 | 0 1 | 0 0, so 0 2 1
     * 1 2; class 2 is 0 0 | 0 0 | 0 1, so 5 1. Compressed the fourth number of the first is 1 - 2 =
     * -1, 'O', and the fifth 2 - 1 = 1.
     */
    @Test
    void aFileIsWrittenWithoutBackgroundAndVoid() throws IOException {
        TestMasks masks =
                TestMasks.of(TestMasks.ANIMALS, "a", TestMasks.mask("10.", "112"))
                        .with("b", TestMasks.mask("0"));
        String expected =
                """
                {"info":{"description":"train"},"licenses":[],"categories":[\
                {"id":1,"name":"cat","supercategory":""},\
                {"id":2,"name":"dog","supercategory":""}],"annotations":[\
                {"id":1,"image_id":1,"category_id":1,\
                "segmentation":{"size":[2,3],"counts":"021O1"},\
                "area":3,"bbox":[0,0,2,2],"iscrowd":0},\
                {"id":2,"image_id":1,"category_id":2,\
                "segmentation":{"size":[2,3],"counts":"51"},\
                "area":1,"bbox":[2,1,1,1],"iscrowd":0}],"images":[\
                {"id":1,"file_name":"a.jpg","width":3,"height":2},\
                {"id":2,"file_name":"b.jpg","width":1,"height":1}]}
                """;
        Path file = folder.resolve("out/masks.json");
        format.write(masks, file);
        assertEquals(expected, Files.readString(file));
        assertEquals(List.of("a", "b"), masks.asked);
        assertEquals(TestMasks.mask("100", "112"), format.read(file).labels("a"));
    }

    @Test
    void numbersAreWrittenWhereConfigured() throws IOException {
        Path file = folder.resolve("masks.json");
        format(false).write(TestMasks.of(TestMasks.ANIMALS, "a", TestMasks.mask("10", "11")), file);
        String text = Files.readString(file);
        assertTrue(text.contains("\"counts\":[0,2,1,1]"), text);
        assertEquals(TestMasks.mask("10", "11"), format.read(file).labels("a"));
    }

    /** Category ids begin at 1, as tools take 0 for the background; on reading there is one. */
    @Test
    void classesWithoutBackgroundMoveUpByOne() throws IOException {
        ClassSet street = ClassSet.withoutBackground(List.of("sky", "road"));
        Path file = folder.resolve("masks.json");
        format.write(TestMasks.of(street, "a", TestMasks.mask("01.")), file);
        assertTrue(Files.readString(file).contains("{\"id\":1,\"name\":\"sky\""));
        MaskSet read = format.read(file);
        assertEquals(
                ClassSet.withBackground(List.of("background", "sky", "road")),
                read.classes().orElseThrow());
        assertEquals(TestMasks.mask("120"), read.labels("a"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "counts": "01;"     | "counts": "01<"      | add up to 13
                    "counts": "01;"     | "counts": "01!"      | damaged
                    [3, 4], "counts": " | [4, 3], "counts": "  | its mask is 3 x 4
                    "counts": "01;"     | "counts": [0, 1, 99] | add up to 100
                    "counts": "01;"     | "counts": [7, -1, 6] | one is -1
                    """)
    void oneBadMaskIsRefusedAloneWithItsPlace(String from, String to, String what)
            throws IOException {
        MaskSet masks = format.read(file(FILE.replace(from, to)));
        var bad = assertThrows(BadInputException.class, () -> masks.labels("sub/b.one"));
        assertTrue(bad.getMessage().contains("instances_val.json, annotation 3: "), bad.toString());
        assertTrue(bad.getMessage().contains(what), bad.getMessage());
        assertEquals(TestMasks.mask("2110", "0110", "0110"), masks.labels("000000397133"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"info"                 | [{"info"                | Expected BEGIN_OBJECT
                    "image_id": 8           | "image_id": 88          | image 88, which is not listed
                    "category_id": 18       | "category_id": 1        | category 1, which is not
                    "id": 9,                | "id": 7,                | two images have the id 7
                    "none.jpg"              | "000000397133.png"      | two images have the name
                    "none.jpg"              | "../../none.jpg"        | leads outside
                    "none.jpg"              | "/etc/none.jpg"         | leads outside
                    "file_name": "none.jpg" | "x": 1                  | the file_name of image 9
                    "id": 2,                | "id": 18,               | two categories
                    "images"                | "pictures"              | it has no images
                    "counts": "01;"         | "c": 1                  | annotation 3: it has neither
                    [1, 0, 3, 0, 3, 3, 1, 3] | 1, 0, 3                | annotation 1768: it has neither
                    "segmentation": {"size" | "s": {"size"            | the segmentation is missing
                    "width": 4              | "width": "wide"         | cannot be read
                    "none.jpg"}]}           | "none.jpg"}]            | cannot be read
                    "none.jpg"}]}           | "none.jpg"}]} {}        | (malformed JSON at line 15
                    """)
    void aFileThatIsBadAsAWholeIsRefused(String from, String to, String what) throws IOException {
        assertTrue(FILE.contains(from), from);
        Path file = file(FILE.replace(from, to));
        var bad = assertThrows(BadInputException.class, () -> format.read(file));
        assertTrue(bad.getMessage().startsWith(file.toString()), bad.getMessage());
        assertTrue(bad.getMessage().contains(what), bad.getMessage());
        assertFalse(bad.getMessage().contains("https"), bad.getMessage());
    }

    @Test
    void aClaimOfAHugeImageTakesNoMemory() throws IOException {
        String huge =
                FILE.replace("\"width\": 4, \"height\": 3", "\"width\": 99999, \"height\": 99999");
        MaskSet masks = format.read(file(huge));
        var bad = assertThrows(BadInputException.class, () -> masks.labels("none"));
        assertTrue(bad.getMessage().contains("its size is 99999 x 99999"), bad.getMessage());
        MaskSet none = format.read(file(FILE.replace("\"height\": 3", "\"h\": 3")));
        assertThrows(BadInputException.class, () -> none.labels("none"));
    }

    @Test
    void thereMayBeTooManyClasses() throws IOException {
        StringBuilder many = new StringBuilder("\"categories\": [");
        for (int i = 100; i < 400; i++) {
            many.append("{\"id\": %d, \"name\": \"c%d\"},".formatted(i, i));
        }
        Path file = file(FILE.replace("\"categories\": [", many));
        var bad = assertThrows(BadInputException.class, () -> format.read(file));
        assertTrue(bad.getMessage().contains("it names 302 classes"), bad.getMessage());
    }

    @Test
    void whatHasNoImageOrNoNamesIsRefused() throws IOException {
        MaskSet masks = format.read(file(FILE));
        assertThrows(BadInputException.class, () -> masks.labels("nowhere"));
        assertThrows(BadInputException.class, () -> format.read(folder.resolve("no.json")));
        TestMasks nameless = TestMasks.of(null, "a", TestMasks.mask("1"));
        Path out = folder.resolve("out.json");
        assertThrows(BadInputException.class, () -> format.write(nameless, out));
        TestMasks unknown = TestMasks.of(TestMasks.ANIMALS, "a", TestMasks.mask("13"));
        var bad = assertThrows(BadInputException.class, () -> format.write(unknown, out));
        assertTrue(bad.getMessage().contains("ids are 0 to 2, and 255"), bad.getMessage());
        assertFalse(Files.exists(out), "nothing is left");
        TestMasks known = TestMasks.of(TestMasks.ANIMALS, "a", TestMasks.mask("1"));
        assertThrows(BadInputException.class, () -> format.write(known, folder));
    }

    @Test
    void onlyJsonThatBeginsAsAnObjectIsTakenForIt() throws IOException {
        assertTrue(format.recognises(file("\ufeff \n{")));
        assertFalse(format.recognises(file("[]")));
        Path latin = Files.write(folder.resolve("latin.json"), new byte[] {'{', (byte) 0xe4});
        assertTrue(format.recognises(latin), "so that it is told what is wrong with it");
        var bad = assertThrows(BadInputException.class, () -> format.read(latin));
        assertTrue(bad.getMessage().startsWith(latin.toString()), bad.getMessage());
        assertFalse(format.recognises(file("")));
        assertFalse(format.recognises(Files.writeString(folder.resolve("a.txt"), "{}")));
        assertFalse(format.recognises(folder));
        assertFalse(format.recognises(folder.resolve("none.json")));
    }
}
