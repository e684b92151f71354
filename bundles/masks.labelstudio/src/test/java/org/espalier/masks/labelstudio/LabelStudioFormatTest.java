package org.espalier.masks.labelstudio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.masks.MaskSet;
import org.espalier.testing.TestMasks;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelStudioFormatTest {
    /** Of one pixel in the mask: see {@link BrushRleTest}. */
    private static final String PIXEL = "[0,0,0,4,57,27,252,127,224]";

    /** What Label Studio exports, after its description of tasks and of BrushLabels. */
    private static final String FILE =
            """
            [{"id": 1, "created_at": "2021-03-09T21:52:49.513742Z", "project": 83,
              "data": {"image": "/data/upload/3/1f0c3a9b-cat_1.jpg"},
              "annotations": [
               {"id": 1000, "result": [], "was_cancelled": true},
               {"id": 1001, "was_cancelled": false, "ground_truth": false, "result": [
                {"id": "q", "type": "choices", "value": {"choices": ["indoors"]}},
                {"original_width": 1, "original_height": 1, "image_rotation": 0,
                 "value": {"format": "rle", "rle": PIXEL, "brushlabels": ["cat"]},
                 "id": "Dx", "from_name": "tag", "to_name": "image", "type": "brushlabels",
                 "origin": "manual"}]}],
              "predictions": [5]},
             {"id": 2, "data": {"image": "s3://bucket/dir/b.png"}, "annotations": [],
              "predictions": [{"model_version": "x", "score": 0.5, "result": [
                {"original_width": 1, "original_height": 1, "type": "labels",
                 "value": {"format": "rle", "rle": PIXEL, "labels": ["ape"]}}]}]},
             {"id": 3, "data": {"image": "c.jpg"}, "annotations": [], "predictions": []},
             {"id": 4, "data": {"image": "d.jpg"}, "annotations": [{"id": 7, "result": [
                {"original_width": 1, "original_height": 1, "type": "polygonlabels",
                 "value": {"points": [[0, 0]], "polygonlabels": ["cat"]}}]}]}]
            """
                    .replace("PIXEL", PIXEL);

    @TempDir Path folder;

    private final LabelStudioFormat format =
            new LabelStudioFormat(
                    TestSettings.of("imagePrefix", "/data/local-files/?d=photos/")
                            .as(LabelStudioConfiguration.class));

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("project.json"), text);
    }

    @Test
    void whatAPersonDrewIsReadAndElseThePrediction() throws IOException {
        Path file = file(FILE);
        assertTrue(format.recognises(file));
        MaskSet masks = format.read(file);
        assertEquals(List.of("cat_1", "b", "d"), masks.ids());
        assertEquals(
                ClassSet.withBackground(List.of("background", "ape", "cat")),
                masks.classes().orElseThrow());
        assertEquals(TestMasks.mask("2"), masks.labels("cat_1"));
        assertEquals(TestMasks.mask("1"), masks.labels("b"));
        assertEquals("/data/upload/3/1f0c3a9b-cat_1.jpg", masks.photograph("cat_1"));
    }

    @Test
    void otherAreasThanBrushMasksAreRefused() throws IOException {
        MaskSet masks = format.read(file(FILE));
        var bad = assertThrows(BadInputException.class, () -> masks.labels("d"));
        assertTrue(
                bad.getMessage()
                        .contains(
                                "project.json, task 4, region 1: it is of the type polygonlabels"),
                bad.getMessage());
    }

    @Test
    void aTaskIsWrittenForEachImage() throws IOException {
        TestMasks masks =
                TestMasks.of(TestMasks.ANIMALS, "a", TestMasks.mask("1"))
                        .with("b", TestMasks.mask("0."));
        masks.confidence = OptionalDouble.of(0.75);
        String expected =
                """
                [{"data":{"image":"/data/local-files/?d=photos/a.jpg","espalier_id":"a",\
                "width":1,"height":1},"predictions":[{"model_version":"espalier","score":0.75,\
                "result":[{"id":"class1","type":"brushlabels","from_name":"tag","to_name":"image",\
                "original_width":1,"original_height":1,"image_rotation":0,"value":{"format":"rle",\
                "rle":PIXEL,"brushlabels":["cat"]}}]}]},\
                {"data":{"image":"/data/local-files/?d=photos/b.jpg","espalier_id":"b",\
                "width":2,"height":1},"predictions":[{"model_version":"espalier","score":0.75,\
                "result":[]}]}]
                """
                        .replace("PIXEL", PIXEL);
        Path file = folder.resolve("tasks.json");
        format.write(masks, file);
        assertEquals(expected, Files.readString(file));
        MaskSet read = format.read(file);
        assertEquals(List.of("a", "b"), read.ids());
        assertEquals(TestMasks.mask("00"), read.labels("b"));
    }

    @Test
    void labelsOfTheProjectAreThoseOfTheClasses() throws IOException {
        Path file = folder.resolve("tasks.json");
        format.write(TestMasks.of(TestMasks.ANIMALS, "a", TestMasks.mask("2012")), file);
        MaskSet read = format.read(file);
        assertEquals(List.of("background", "cat", "dog"), read.classes().orElseThrow().names());
        assertEquals(TestMasks.mask("2012"), read.labels("a"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0,0,0,4,57             | 0,0,0,8,57              | those of 8 values
                    ,127,224               | ,127                    | end too early
                    "original_height": 1   | "original_height": 2    | those of 4 values
                    "original_width": 1    | "original_width": 0     | its size is 0 x 1
                    "original_width": 1    | "original_width": 1e9   | its size is 1000000000 x
                    "original_height": 1   | "original_height": 1e9  | its size is 1 x 1000000000
                    """)
    void oneBadMaskIsRefusedWithItsPlace(String from, String to, String what) throws IOException {
        MaskSet masks = format.read(file(FILE.replace(from, to)));
        var bad = assertThrows(BadInputException.class, () -> masks.labels("b"));
        assertTrue(bad.getMessage().contains("project.json, "), bad.getMessage());
        assertTrue(bad.getMessage().contains(what), bad.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [{"id": 1              | {"id": 1                | Expected BEGIN_ARRAY
                    57,27,252              | 57,277,252              | cannot be read
                    "labels": ["ape"]      | "labels": []            | task 2, region 1 has no label
                    "labels": ["ape"]      | "texts": ["ape"]        | task 2, region 1 has no label
                    "labels": ["ape"]      | "labels": [null]        | task 2, region 1 has no label
                    57,27,252              | 57,null,252             | cannot be read
                    "image": "c.jpg"       | "text": "c"             | data of task 3 names no image
                    dir/b.png              | cat_1.jpg               | two images have the name cat_1
                    dir/b.png              | %2e%2e                  | leads outside
                    "c.jpg"}, "annotations" | "c.jpg"}, "annotations": 1, "x" | cannot be read
                    """)
    void aFileThatIsBadAsAWholeIsRefused(String from, String to, String what) throws IOException {
        assertTrue(FILE.contains(from), from);
        Path file = file(FILE.replace(from, to));
        var bad = assertThrows(BadInputException.class, () -> format.read(file));
        assertTrue(bad.getMessage().startsWith(file.toString()), bad.getMessage());
        assertTrue(bad.getMessage().contains(what), bad.getMessage());
    }

    @Test
    void anIdThatWouldLeadOutsideIsRefused() throws IOException {
        Path file = folder.resolve("tasks.json");
        format.write(TestMasks.of(TestMasks.ANIMALS, "a", TestMasks.mask("1")), file);
        String hostile = Files.readString(file).replace("id\":\"a\"", "id\":\"../../a\"");
        Path bad = file(hostile);
        assertThrows(BadInputException.class, () -> format.read(bad));
    }

    @Test
    void aProjectWithoutAnswersHasNoMasks() throws IOException {
        Path file = file("[{\"data\": {\"image\": \"a.jpg\"}}]");
        var none = assertThrows(BadInputException.class, () -> format.read(file));
        assertTrue(none.getMessage().contains("no task has an annotation"), none.getMessage());
        assertFalse(format.recognises(file("{}")));
    }

    @Test
    void aRegionThatIsMissingIsNamed() throws IOException {
        Path file =
                file(
                        "[{\"data\": {\"image\": \"a.jpg\"}, \"predictions\":"
                                + " [{\"result\": [null]}]}]");
        var bad = assertThrows(BadInputException.class, () -> format.read(file));
        assertTrue(bad.getMessage().contains("task 1, region 1 is missing"), bad.getMessage());
    }
}
