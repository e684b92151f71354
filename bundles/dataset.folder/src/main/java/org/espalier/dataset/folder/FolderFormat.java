package org.espalier.dataset.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Settings;
import org.espalier.api.data.BadInputException;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.imaging.ImageCodec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * A folder of photographs with one subfolder a class, or with a file {@code labels.csv} of lines
 * {@code file,tag;tag} or {@code file,tag;tag,split}. Masks, as {@code masks/NAME.png}, and the
 * order of classes, as {@code classes.txt}, are optional. The whole may stand twice, in the
 * subfolders {@code train} and {@code val}; there may be {@code train.csv} and {@code val.csv} in
 * place of {@code labels.csv}. Class 0 is the background, unless the option {@code background} says
 * that there is none.
 */
@Component(name = "org.espalier.dataset.folder", property = "dataset=" + FolderFormat.NAME)
@Designate(ocd = FolderConfiguration.class)
public final class FolderFormat implements DatasetFormat {
    static final String NAME = "folder";

    private final ImageCodec codec;

    /** Reads pixels with this codec. */
    @Activate
    public FolderFormat(@Reference ImageCodec codec) {
        this.codec = codec;
    }

    @Override
    public boolean recognises(Path root) {
        try {
            return FolderLayout.recognises(root);
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
                                                "the data set folder needs a folder",
                                                "name the one that holds the photographs"))
                        .toAbsolutePath()
                        .normalize();
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(
                    folder.toString(), "it is no folder", "name the one with the photographs");
        }
        return new FolderDataset(folder, settings.as(FolderConfiguration.class), codec);
    }
}
