package org.espalier.report;

import java.io.IOException;

/** What stands above the sections of a page. */
interface Head {
    /** The title of the page. */
    String title();

    void write(Html html) throws IOException;
}
