package org.espalier.dataset.voc;

import java.io.IOException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Tags;

/** Knows the tags of an image. Safe for use by several threads. */
@FunctionalInterface
interface TagSource {
    /**
     * The tags of an image.
     *
     * @param id the image
     * @param place where the id stands, for messages
     * @throws BadInputException when they are not known
     */
    Tags of(String id, String place) throws IOException;
}
