package org.espalier.pipeline.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.dataset.Split;
import org.espalier.api.pipeline.FinishedRun;
import org.espalier.api.pipeline.RunResult;
import org.espalier.api.pipeline.StageResult;
import org.espalier.pipeline.plan.Plan;

/** A finished run, for those who are told of it. */
public record FinishedPlan(Plan plan, RunResult result, List<Pass.Row> rows)
        implements FinishedRun {
    @Override
    public ClassSet classes() {
        return plan.classes();
    }

    @Override
    public List<Split> splits() {
        return List.of(plan.train(), plan.val());
    }

    @Override
    public Optional<LabelMap> labels(StageResult row, Sample sample) throws IOException {
        for (Pass.Row candidate : rows) {
            if (candidate.result() == row && candidate.applied().has(sample)) {
                return Optional.of(candidate.applied().labels(sample));
            }
        }
        return Optional.empty();
    }
}
