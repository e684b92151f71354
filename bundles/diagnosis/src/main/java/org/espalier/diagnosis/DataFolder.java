package org.espalier.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.configuration.Settings;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.dataset.Split;

/** Whether a folder of data can be used, by the formats that are there. */
final class DataFolder {
    private static final String DATA = "data";

    private DataFolder() {}

    /**
     * @param formats by name, the one to be asked first being first
     */
    static List<Finding> examine(Path root, Map<String, DatasetFormat> formats) {
        if (!Files.isDirectory(root)) {
            return List.of(
                    Finding.bad(DATA, root + " is no folder: name the root of the data set"));
        }
        Optional<Map.Entry<String, DatasetFormat>> format =
                formats.entrySet().stream().filter(f -> f.getValue().recognises(root)).findFirst();
        if (format.isEmpty()) {
            return List.of(
                    Finding.bad(
                            DATA,
                            "%s is not recognised by %s: see docs/own-photographs.md"
                                    .formatted(root, String.join(", ", formats.keySet()))));
        }
        List<Finding> findings = new ArrayList<>();
        try {
            Dataset dataset = format.get().getValue().open(Optional.of(root), Settings.defaults());
            findings.add(
                    Finding.ok(
                            DATA,
                            "%s is recognised as %s, %d classes"
                                    .formatted(
                                            root,
                                            format.get().getKey(),
                                            dataset.classes().size())));
            for (String name : dataset.splits()) {
                findings.add(split(dataset, name));
            }
        } catch (IOException e) {
            findings.add(Finding.bad(DATA, e.getMessage()));
        }
        return findings;
    }

    private static Finding split(Dataset dataset, String name) {
        String what = "split " + name;
        try {
            Split split = dataset.split(name);
            String found =
                    "%d images, %s"
                            .formatted(
                                    split.samples().size(),
                                    split.hasTruth()
                                            ? "with true masks"
                                            : "no true masks: nothing is scored");
            return split.rejected().isEmpty()
                    ? Finding.ok(what, found)
                    : Finding.note(
                            what,
                            "%s; %d left out, first %s: %s"
                                    .formatted(
                                            found,
                                            split.rejected().size(),
                                            split.rejected().get(0).id(),
                                            split.rejected().get(0).reason()));
        } catch (IOException e) {
            return Finding.note(what, e.getMessage());
        }
    }
}
