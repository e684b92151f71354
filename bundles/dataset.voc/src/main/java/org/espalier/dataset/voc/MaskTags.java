package org.espalier.dataset.voc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Tags;
import org.espalier.api.imaging.ImageCodec;

/** Tags from the classes that a mask holds. */
record MaskTags(VocLayout layout, ImageCodec codec) implements TagSource {
    @Override
    public Tags of(String id, String place) throws IOException {
        Path mask = layout.mask(id, place);
        if (!Files.exists(mask)) {
            throw new BadInputException(
                    place,
                    "'%s' has no mask %s, so its tags are not known".formatted(id, mask),
                    "put it there, or set tags to annotations or file");
        }
        return VocClasses.tags(codec.readLabels(mask).present(), mask.toString());
    }
}
