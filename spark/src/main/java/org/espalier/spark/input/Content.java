package org.espalier.spark.input;

import java.io.IOException;

/** The bytes of a file, read when they are asked for. */
@FunctionalInterface
public interface Content {
    /** Reads them anew each time. */
    byte[] read() throws IOException;
}
