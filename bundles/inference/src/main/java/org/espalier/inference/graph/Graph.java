package org.espalier.inference.graph;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ImageBatch;

/** A network that was loaded. To be used by one thread at a time. */
public interface Graph extends AutoCloseable {
    /**
     * Computes.
     *
     * @param batch at least one image
     * @return by output, a map an image
     * @throws IOException when the library fails
     */
    Map<String, List<FeatureMap>> run(ImageBatch batch) throws IOException;

    @Override
    void close();
}
