package org.espalier.spark;

import java.io.IOException;

/** The bytes of a file, read when they are asked for. */
@FunctionalInterface
interface Content {
    /** Reads them anew each time. */
    byte[] read() throws IOException;
}
