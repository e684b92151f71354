package org.espalier.api.dataset;

import java.io.IOException;
import java.util.List;
import org.espalier.api.data.ClassSet;

/** An opened data set. */
public interface Dataset {
    /** The name of its format. */
    String name();

    /** Its classes. */
    ClassSet classes();

    /** The names of its splits; the first is what one trains on unless told otherwise. */
    List<String> splits();

    /** The split to validate on unless told otherwise. */
    String validationSplit();

    /**
     * One split.
     *
     * @throws org.espalier.api.data.BadInputException when there is no such split or it has no
     *     sample; the message lists the splits there are
     */
    Split split(String name) throws IOException;
}
