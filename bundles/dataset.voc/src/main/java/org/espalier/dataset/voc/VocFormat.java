package org.espalier.dataset.voc;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Settings;
import org.espalier.api.data.BadInputException;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.files.RootFolder;
import org.espalier.api.imaging.ImageCodec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The layout of PASCAL VOC's development kit: photographs in {@code JPEGImages}, masks in {@code
 * SegmentationClass}, splits in {@code ImageSets/Segmentation}.
 */
@Component(
        name = "org.espalier.dataset.voc",
        property = {"dataset=" + VocFormat.NAME, "service.ranking:Integer=10"})
@Designate(ocd = VocConfiguration.class)
public final class VocFormat implements DatasetFormat {
    static final String NAME = "voc";

    private final ImageCodec codec;

    /** Reads pixels with this codec. */
    @Activate
    public VocFormat(@Reference ImageCodec codec) {
        this.codec = codec;
    }

    @Override
    public boolean recognises(Path root) {
        try {
            return Files.isDirectory(root) && !VocLayout.years(root).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Dataset open(Optional<Path> root, Settings settings) throws IOException {
        Path folder =
                root.orElseThrow(
                        () ->
                                new InvalidConfigurationException(
                                        "--data",
                                        "the data set voc needs a folder",
                                        "name the folder that holds VOCdevkit"));
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(
                    folder.toString(), "it is no folder", "name the one that holds VOCdevkit");
        }
        VocLayout layout = VocLayout.find(folder);
        return new VocDataset(layout, tags(layout, settings.as(VocConfiguration.class)), codec);
    }

    private TagSource tags(VocLayout layout, VocConfiguration configuration) throws IOException {
        Path labels =
                new RootFolder(layout.folder()).resolve(configuration.labels(), "option 'labels'");
        return switch (configuration.tags()) {
            case "file" -> new ListedTags(existing(labels));
            case "annotations" -> new AnnotationTags(layout);
            case "masks" -> new MaskTags(layout, codec);
            case "auto" -> {
                if (Files.isRegularFile(labels)) {
                    yield new ListedTags(labels);
                }
                yield hasAnnotations(layout)
                        ? new AnnotationTags(layout)
                        : new MaskTags(layout, codec);
            }
            default ->
                    throw new InvalidConfigurationException(
                            "tags",
                            "there is no source '" + configuration.tags() + "'",
                            "it is auto, masks, annotations or file");
        };
    }

    private static Path existing(Path labels) throws BadInputException {
        if (!Files.isRegularFile(labels)) {
            throw new BadInputException(
                    labels.toString(),
                    "there is no such label file",
                    "put lines id,tag;tag there, or set tags to masks or annotations");
        }
        return labels;
    }

    private static boolean hasAnnotations(VocLayout layout) throws IOException {
        if (!Files.isDirectory(layout.annotations())) {
            return false;
        }
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(layout.annotations(), "*.xml")) {
            return files.iterator().hasNext();
        }
    }
}
