package org.espalier.page;

import java.io.IOException;

/** What stands above the sections of a page. */
public interface Head {
    /** The title of the page. */
    String title();

    void write(Html html) throws IOException;
}
