package org.espalier.dataset.driving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Tags;
import org.espalier.api.dataset.LabelsCsv;
import org.espalier.api.files.RootFolder;
import org.espalier.api.imaging.ImageCodec;

/** Knows the tags of a scene. Safe for use by several threads. */
@FunctionalInterface
interface SceneTags {
    /**
     * The tags of a scene.
     *
     * @throws BadInputException when they are not known
     */
    Tags of(Layout.Scene scene) throws IOException;

    /**
     * Tags from where the configuration says.
     *
     * @throws InvalidConfigurationException when there is no such source
     * @throws BadInputException when the label file is needed and cannot be used
     */
    static SceneTags of(Layout layout, DrivingConfiguration configuration, ImageCodec codec)
            throws IOException {
        Path labels =
                new RootFolder(layout.folder()).resolve(configuration.labels(), "option 'labels'");
        boolean listed = Files.isRegularFile(labels);
        return switch (configuration.tags()) {
            case "masks" -> scene -> ofMask(scene, layout, codec);
            case "file" -> {
                if (!listed) {
                    throw new BadInputException(
                            labels.toString(),
                            "there is no such label file",
                            "put lines id,tag;tag there, or set tags to masks");
                }
                yield ofFile(labels, layout.classes());
            }
            case "auto" ->
                    listed
                            ? ofFile(labels, layout.classes())
                            : scene -> ofMask(scene, layout, codec);
            default ->
                    throw new InvalidConfigurationException(
                            "tags",
                            "there is no source '" + configuration.tags() + "'",
                            "it is auto, masks or file");
        };
    }

    private static Tags ofMask(Layout.Scene scene, Layout layout, ImageCodec codec)
            throws IOException {
        if (!Files.exists(scene.mask())) {
            throw new BadInputException(
                    scene.place(),
                    "'%s' has no mask %s, so its tags are not known"
                            .formatted(scene.id(), scene.mask()),
                    "put it there, or set tags to file");
        }
        return Tags.of(layout.labels(scene.mask(), codec).present());
    }

    private static SceneTags ofFile(Path file, ClassSet classes) throws IOException {
        Map<String, LabelsCsv.Row> rows = new HashMap<>();
        LabelsCsv.read(file).rows().forEach(row -> rows.putIfAbsent(row.name(), row));
        return scene -> {
            LabelsCsv.Row row = rows.get(scene.id());
            if (row == null) {
                throw new BadInputException(
                        scene.place(),
                        "'%s' is not in %s".formatted(scene.id(), file),
                        "add a line " + scene.id() + ",tag;tag");
            }
            int[] ids = row.tags().stream().mapToInt(t -> classes.id(t).orElse(-1)).toArray();
            for (int i = 0; i < ids.length; i++) {
                if (ids[i] < 0) {
                    throw new BadInputException(
                            row.place(),
                            "'" + row.tags().get(i) + "' is no tag",
                            "tags are " + String.join(", ", classes.names()));
                }
            }
            return Tags.of(ids);
        };
    }
}
