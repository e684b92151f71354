package org.espalier.pipeline.run;

import java.util.Optional;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.dataset.Split;
import org.espalier.api.pipeline.StageResult.TagUse;

/** A split as a stage sees it: with the tags of its images, or without. */
record View(Split split, TagUse tags) {
    /** The name of its folder. */
    String name() {
        return split.name() + "-" + tags;
    }

    Optional<Tags> given(Sample sample) {
        return tags == TagUse.GIVEN ? Optional.of(sample.tags()) : Optional.empty();
    }
}
