package org.espalier.masks.labelstudio;

import java.nio.file.Path;
import org.espalier.masks.DrawnMasks;
import org.espalier.testing.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelStudioFuzzTest {
    @TempDir Path folder;

    @Test
    void anyFileIsReadOrRefused() throws Exception {
        byte[] whole = new byte[6];
        java.util.Arrays.fill(whole, (byte) 1);
        StringBuilder rle = new StringBuilder();
        for (byte b : BrushRle.of(new org.espalier.api.data.LabelMap(3, 2, whole), 1).bytes()) {
            rle.append(rle.isEmpty() ? "" : ", ").append(b);
        }
        new Fuzz(
                        folder.resolve("fuzzed.json"),
                        file -> {
                            DrawnMasks masks = LabelStudioReader.read(file);
                            for (String id : masks.ids()) {
                                masks.labels(id);
                            }
                        })
                .from(
                        """
                        [{"data": {"image": "/data/a.jpg", "width": 3, "height": 2},
                          "annotations": [{"was_cancelled": true, "result": []}],
                          "predictions": [{"result": [
                           {"type": "brushlabels", "original_width": 3, "original_height": 2,
                            "value": {"format": "rle", "rle": [%s], "brushlabels": ["cat"]}}]}]}]
                        """
                                .formatted(rle))
                .from(
                        "[{\"data\": {\"image\": \"a.jpg\", \"width\": 3, \"height\": 2},"
                                + " \"predictions\": [{\"result\": []}]}]")
                .with("\"rle\"", "\"result\"", "\"annotations\"", "\"polygonlabels\"", "?d=", "%")
                .within(256L << 20) // a mask of 100 megapixels
                .run();
    }
}
