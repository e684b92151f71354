package org.espalier.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.configuration.Settings;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Failure;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.dataset.Split;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir Path folder;

    /** A format that says yes, with a good split, one with something left out and an empty one. */
    private static DatasetFormat format(boolean recognises, boolean opens) {
        return new DatasetFormat() {
            @Override
            public boolean recognises(Path root) {
                return recognises;
            }

            @Override
            public Dataset open(Optional<Path> root, Settings settings) throws IOException {
                if (!opens) {
                    throw new BadInputException("labels.csv", "no tag in it", "a line is id,tag");
                }
                return dataset();
            }
        };
    }

    private static Dataset dataset() {
        return FakeFramework.fake(
                Dataset.class,
                (method, args) ->
                        switch (method) {
                            case "classes" -> ClassSet.withBackground(List.of("background", "cat"));
                            case "splits" -> List.of("train", "val");
                            default -> split((String) args[0]);
                        });
    }

    private static Split split(String name) {
        return FakeFramework.fake(
                Split.class,
                (method, args) ->
                        switch (method) {
                            case "samples" -> List.of();
                            case "hasTruth" -> name.equals("val");
                            default ->
                                    name.equals("val")
                                            ? List.of()
                                            : List.of(new Failure("data", "tom", "no such file"));
                        });
    }

    private List<String> examine(Path root, Map<String, DatasetFormat> formats) {
        return DataFolder.examine(root, formats).stream()
                .map(f -> f.state() + " " + f.what() + ": " + f.found())
                .toList();
    }

    @Test
    void theFirstThatRecognisesItIsTakenAndEverySplitIsCounted() {
        Map<String, DatasetFormat> formats = new LinkedHashMap<>();
        formats.put("voc", format(false, true));
        formats.put("folder", format(true, true));
        formats.put("other", format(true, false));
        assertEquals(
                List.of(
                        "OK data: " + folder + " is recognised as folder, 2 classes",
                        "NOTE split train: 0 images, no true masks: nothing is scored; 1 left out,"
                                + " first tom: no such file",
                        "OK split val: 0 images, with true masks"),
                examine(folder, formats));
    }

    @Test
    void whatCannotBeUsedIsBadAndSaysWhatWouldBeRight() {
        assertEquals(
                List.of("BAD data: labels.csv: no tag in it; a line is id,tag"),
                examine(folder, Map.of("folder", format(true, false))));
        String unknown = examine(folder, Map.of("voc", format(false, true))).get(0);
        assertTrue(unknown.contains("is not recognised by voc"), unknown);
        String nowhere = examine(folder.resolve("no"), Map.of()).get(0);
        assertTrue(nowhere.startsWith("BAD data: ") && nowhere.contains("is no folder"), nowhere);
    }
}
