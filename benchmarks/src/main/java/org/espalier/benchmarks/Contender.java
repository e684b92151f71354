package org.espalier.benchmarks;

import java.io.IOException;

/**
 * Something that is measured. Has a public constructor with a {@link Setup}, which makes all ready
 * that is not to be measured.
 */
public interface Contender extends AutoCloseable {
    /**
     * Does once what is measured.
     *
     * @return what came of it, for comparison; empty where there is nothing to compare
     */
    float[] run() throws IOException;

    /** The most memory that was ever resident in the process that does the work, in KiB. */
    default long peakKib() throws IOException {
        return ResidentMemory.peakKib(ProcessHandle.current().pid());
    }

    @Override
    default void close() throws IOException {}
}
