package org.espalier.dataset.driving;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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
 * Cityscapes as it is published: photographs in {@code leftImg8bit/SPLIT/CITY}, masks in {@code
 * gtFine/SPLIT/CITY}. An image's id is its file's name up to {@code _leftImg8bit}.
 *
 * <p>Classes are the nineteen of the benchmark; there is no background. Masks of train ids ({@code
 * _gtFine_labelTrainIds.png}) are taken where they are, else masks of label ids ({@code
 * _gtFine_labelIds.png}), whose other ids are void.
 *
 * <p>The tags of an image are the classes that its true mask holds, void left out, unless there is
 * a label file: see {@link DrivingConfiguration}. An image whose mask is missing then has no known
 * tags, and is left out and reported. Tags from masks take a look at every mask of a split; a label
 * file saves that.
 */
@Component(
        name = "org.espalier.dataset.cityscapes",
        property = {"dataset=" + CityscapesFormat.NAME, "service.ranking:Integer=10"})
@Designate(ocd = DrivingConfiguration.class)
public final class CityscapesFormat implements DatasetFormat {
    static final String NAME = "cityscapes";

    private static final String HOLDS = "leftImg8bit and gtFine";

    private final ImageCodec codec;

    /** Reads pixels with this codec. */
    @Activate
    public CityscapesFormat(@Reference ImageCodec codec) {
        this.codec = codec;
    }

    @Override
    public boolean recognises(Path root) {
        return CityscapesLayout.recognises(root);
    }

    @Override
    public Dataset open(Optional<Path> root, Settings settings) throws IOException {
        Path folder = DrivingDataset.folder(root, NAME, HOLDS);
        if (!CityscapesLayout.recognises(folder)) {
            throw new BadInputException(
                    folder.toString(), "it holds no Cityscapes", HOLDS + " are expected in it");
        }
        Layout layout = new CityscapesLayout(folder);
        SceneTags tags = SceneTags.of(layout, settings.as(DrivingConfiguration.class), codec);
        return new DrivingDataset(NAME, layout, tags, codec);
    }
}
