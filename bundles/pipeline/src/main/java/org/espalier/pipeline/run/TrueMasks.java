package org.espalier.pipeline.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.dataset.Split;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.Progress;
import org.espalier.pipeline.plan.Failures;
import org.espalier.pipeline.plan.Plan;
import org.espalier.work.InOrder;

/**
 * The true masks of a training split, for a pipeline that is configured to learn from them. Nobody
 * else hands masks to a stage.
 */
public final class TrueMasks implements PerSample<LabelMap> {
    private final Split split;

    /**
     * @throws IllegalStateException when the plan is not supervised: it never gets masks
     */
    public TrueMasks(Plan plan) {
        if (!plan.supervised()) {
            throw new IllegalStateException(
                    plan.pipeline() + " learns from tags: it is not given masks");
        }
        split = plan.train();
    }

    @Override
    public LabelMap of(Sample sample) throws IOException {
        return split.truth(sample)
                .orElseThrow(
                        () ->
                                new BadInputException(
                                        sample.id(),
                                        "has no true mask",
                                        "a supervised pipeline leaves it out"));
    }

    /**
     * The samples that have a mask that can be used, in their order. The others are failures.
     *
     * @throws BadInputException when there is none
     */
    List<Sample> samples(InOrder workers, Failures failures, Progress progress) throws IOException {
        List<Sample> usable = new ArrayList<>();
        List<Sample> all = split.samples();
        try (Progress.Task task = progress.begin("true masks of " + split.name(), all.size())) {
            workers.run(
                    all,
                    this::of,
                    (sample, mask, failure) -> {
                        task.advance(1);
                        if (failure == null) {
                            usable.add(sample);
                        } else {
                            failures.add("true mask", sample.id(), failure);
                        }
                    });
        }
        if (usable.isEmpty()) {
            throw new BadInputException(
                    "split " + split.name(),
                    "none of its images has a true mask that can be used",
                    "a supervised pipeline needs masks to learn from");
        }
        return usable;
    }
}
