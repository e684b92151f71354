package org.espalier.spark.executor;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an executor is told to do.
 *
 * @param pipeline the name of the pipeline whose run is applied
 * @param home the name of the archive with the distribution
 * @param run the name of the archive with the run
 * @param digests the SHA-256 of each file of the run
 * @param engineThreads what {@code OMP_NUM_THREADS} has to be: with another the engine adds up in
 *     another order, and bytes differ
 * @param separate whether masks are files of their own
 */
public record Order(
        String pipeline,
        String home,
        String run,
        TreeMap<String, String> digests,
        int engineThreads,
        boolean separate)
        implements Serializable {
    public Order(
            String pipeline,
            String home,
            String run,
            Map<String, String> digests,
            int engineThreads,
            boolean separate) {
        this(pipeline, home, run, new TreeMap<>(digests), engineThreads, separate);
    }
}
