package org.espalier.page;

import java.io.IOException;

/** A part of the report under a heading. */
public interface Section {
    /** The heading. */
    String title();

    /** What is seen here and how to read it, in a sentence or two. */
    String note();

    /** Whether there is nothing to show: the section is then left out. */
    boolean isEmpty();

    /** Whether the content needs the width of the page. */
    default boolean isWide() {
        return false;
    }

    void write(Html html) throws IOException;
}
