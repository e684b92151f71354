package org.espalier.api.stage;

import java.io.IOException;
import java.util.Optional;
import org.espalier.api.data.Image;
import org.espalier.api.data.Tags;

/** A trained localizer. Safe for use by several threads; closing it frees what it holds. */
public interface LocalizationModel extends AutoCloseable {
    /**
     * Finds the objects of an image.
     *
     * @param image of any size
     * @param given the tags to localise; when absent the model predicts them
     * @return scores in [0, 1] for exactly the given tags; where none are given for the predicted
     *     tags, or for every class if the method decides place by place; and, if the method models
     *     it, for the background
     */
    Localization localize(Image image, Optional<Tags> given) throws IOException;

    @Override
    void close();
}
