package org.espalier.api.pipeline;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.dataset.Split;

/** A finished run with its pictures still at hand. */
public interface FinishedRun {
    /** The scores. */
    RunResult result();

    /** The classes of its data set. */
    ClassSet classes();

    /** The splits that were scored: first the training split, then the validation split. */
    List<Split> splits();

    /**
     * What a stage predicted for an image.
     *
     * @param row one of the result's rows
     * @return absent when the image failed
     */
    Optional<LabelMap> labels(StageResult row, Sample sample) throws IOException;
}
