package org.espalier.api.dataset;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.Failure;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;

/** A part of a data set, and the keeper of its true masks. */
public interface Split {
    /** Its name in the data set. */
    String name();

    /** Its samples in a fixed order, at least one. */
    List<Sample> samples();

    /** Entries that did not become samples, with the reason. */
    List<Failure> rejected();

    /** Whether any sample has a true mask. */
    boolean hasTruth();

    /**
     * The true mask of a sample, for scoring alone.
     *
     * @return absent when there is no mask for this sample
     * @throws org.espalier.api.data.BadInputException when there is one that cannot be used
     */
    Optional<LabelMap> truth(Sample sample) throws IOException;

    /**
     * Changes whenever the samples, their tags or their photographs change; for files, their size
     * and time stand for their content.
     */
    String fingerprint() throws IOException;
}
