package org.espalier.api.stage;

import java.io.IOException;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;

/** A trained segmenter. Safe for use by several threads; closing it frees what it holds. */
public interface SegmentationModel extends AutoCloseable {
    /**
     * Segments an image of which no tag is known.
     *
     * @return probabilities of every class of the data set
     */
    ScoreMap segment(Image image) throws IOException;

    @Override
    void close();
}
