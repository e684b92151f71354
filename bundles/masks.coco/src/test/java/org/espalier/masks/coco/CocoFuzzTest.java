package org.espalier.masks.coco;

import java.nio.file.Path;
import org.espalier.masks.DrawnMasks;
import org.espalier.testing.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoFuzzTest {
    private static final String FILE =
            """
            {"images": [{"id": 1, "file_name": "a.jpg", "width": 4, "height": 3}],
             "categories": [{"id": 1, "name": "cat"}, {"id": 2, "name": "dog"}],
             "annotations": [{"id": 7, "image_id": 1, "category_id": 1, "segmentation": %s}]}
            """;

    @TempDir Path folder;

    @Test
    void anyFileIsReadOrRefused() throws Exception {
        new Fuzz(
                        folder.resolve("fuzzed.json"),
                        file -> {
                            DrawnMasks masks = CocoReader.read(file);
                            for (String id : masks.ids()) {
                                masks.labels(id);
                            }
                        })
                .from(FILE.formatted("{\"size\": [3, 4], \"counts\": [2, 5, 5]}"))
                .from(FILE.formatted("{\"size\": [3, 4], \"counts\": \"255\"}"))
                .from(FILE.formatted("[[0.5, 0.5, 3.5, 0, 2, 2.5], [0, 0, 1, 0, 1, 1]]"))
                .with("\"segmentation\"", "\"counts\"", "\"size\"", "[[", "]]", "\"iscrowd\": 1,")
                .within(512L << 20) // a mask of 100 megapixels and what is drawn on it
                .run();
    }
}
