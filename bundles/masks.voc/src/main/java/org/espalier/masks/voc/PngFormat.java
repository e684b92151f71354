package org.espalier.masks.voc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.espalier.api.data.LabelMap;
import org.espalier.api.files.RootFolder;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.masks.Format;
import org.espalier.api.masks.MaskFormat;
import org.espalier.api.masks.MaskSet;
import org.espalier.masks.Classes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * A folder of indexed PNG files {@code ID.png} in PASCAL VOC's palette; a pixel's index is its
 * class id, 255 is void. Grey files are read as well. Names of classes are lost.
 */
@Component(name = "org.espalier.masks.png", property = "service.ranking:Integer=-10")
@Format("png")
public final class PngFormat implements MaskFormat {
    private final ImageCodec codec;

    /** Reads and writes pixels with this codec. */
    @Activate
    public PngFormat(@Reference ImageCodec codec) {
        this.codec = codec;
    }

    /** Any folder will do, so every other format is asked first. */
    @Override
    public boolean recognises(Path place) {
        return Files.isDirectory(place);
    }

    @Override
    public MaskSet read(Path place) throws IOException {
        return new MaskFolder(place, place, Optional.empty(), codec::readLabels);
    }

    @Override
    public void write(MaskSet masks, Path place) throws IOException {
        RootFolder root = new RootFolder(place);
        for (String id : masks.ids()) {
            Path file = root.resolve(id + MaskFolder.ENDING, "the masks " + masks.name());
            LabelMap labels = masks.labels(id);
            if (masks.classes().isPresent()) {
                Classes.drawn(labels, masks.classes().get(), id);
            }
            codec.writeLabels(labels, file);
        }
    }
}
