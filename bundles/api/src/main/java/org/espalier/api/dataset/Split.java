package org.espalier.api.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Box;
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
     * The true mask of a sample, for scoring; only a pipeline that is configured as supervised
     * learns from it.
     *
     * @return absent when there is no mask for this sample
     * @throws org.espalier.api.data.BadInputException when there is one that cannot be used
     */
    Optional<LabelMap> truth(Sample sample) throws IOException;

    /**
     * Where the photograph of a sample lies, for tools that want the file itself.
     *
     * @return absent when the data set has no such file
     */
    default Optional<Path> photograph(Sample sample) {
        return Optional.empty();
    }

    /**
     * Where the objects of a sample are, for scoring alone.
     *
     * @return a box for each object of a class that can be a tag; absent when the data set does not
     *     know
     * @throws org.espalier.api.data.BadInputException when it does and the boxes cannot be used
     */
    default Optional<List<Box>> boxes(Sample sample) throws IOException {
        return Optional.empty();
    }

    /**
     * Changes whenever the true masks change; for files, their size and time stand for their
     * content. Asked for where a run learns from masks; the masks are read unless the split knows a
     * shorter way.
     */
    default String truthFingerprint() throws IOException {
        CRC32 sum = new CRC32();
        for (Sample sample : samples()) {
            sum.update(sample.id().getBytes(StandardCharsets.UTF_8));
            try {
                truth(sample).ifPresent(mask -> sum.update(mask.labels()));
            } catch (BadInputException e) {
                sum.update(0); // a mask that cannot be used is none
            }
        }
        return Long.toHexString(sum.getValue());
    }

    /**
     * Changes whenever the samples, their tags or their photographs change; for files, their size
     * and time stand for their content.
     */
    String fingerprint() throws IOException;
}
