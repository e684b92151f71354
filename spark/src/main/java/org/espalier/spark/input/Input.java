package org.espalier.spark.input;

import java.io.IOException;
import java.util.List;

/** Where images come from. */
public interface Input {
    /** How many images there are, at least. */
    long size() throws IOException;

    /**
     * The images in shards.
     *
     * @param count how many shards, where the input itself does not say
     */
    List<Shard> shards(int count) throws IOException;

    /** What an image without a true mask is scored by is nothing; whether there are any masks. */
    boolean hasTruth() throws IOException;
}
