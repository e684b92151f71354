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
 * CamVid in SegNet's layout: PNG or JPEG photographs in {@code train}, {@code val} and {@code
 * test}, masks of the same names as PNG in {@code trainannot}, {@code valannot} and {@code
 * testannot}.
 *
 * <p>A mask holds the ids 0 to 10 of the eleven classes, and 11 (or 255) for void; there is no
 * background. A file {@code classes.txt} beside the folders names other classes, one a line in the
 * order of their ids; the id after the last is void. Lists {@code train.txt} and so on are
 * optional.
 *
 * <p>The tags of an image are the classes that its true mask holds, void left out, unless there is
 * a label file: see {@link DrivingConfiguration}. An image whose mask is missing then has no known
 * tags, and is left out and reported.
 */
@Component(
        name = "org.espalier.dataset.camvid",
        property = {"dataset=" + CamVidFormat.NAME, "service.ranking:Integer=10"})
@Designate(ocd = DrivingConfiguration.class)
public final class CamVidFormat implements DatasetFormat {
    static final String NAME = "camvid";

    private static final String HOLDS = "train and trainannot";

    private final ImageCodec codec;

    /** Reads pixels with this codec. */
    @Activate
    public CamVidFormat(@Reference ImageCodec codec) {
        this.codec = codec;
    }

    @Override
    public boolean recognises(Path root) {
        return CamVidLayout.below(root).isPresent();
    }

    @Override
    public Dataset open(Optional<Path> root, Settings settings) throws IOException {
        Path named = DrivingDataset.folder(root, NAME, HOLDS);
        Path folder =
                CamVidLayout.below(named)
                        .orElseThrow(
                                () ->
                                        new BadInputException(
                                                named.toString(),
                                                "it holds no split of CamVid with its masks",
                                                HOLDS + ", or val or test so, are expected in it"));
        Layout layout = new CamVidLayout(folder, CamVidClasses.of(folder.resolve("classes.txt")));
        SceneTags tags = SceneTags.of(layout, settings.as(DrivingConfiguration.class), codec);
        return new DrivingDataset(NAME, layout, tags, codec);
    }
}
