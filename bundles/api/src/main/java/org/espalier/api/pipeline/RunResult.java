package org.espalier.api.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.Failure;

/**
 * A finished run.
 *
 * @param folder where it lies
 * @param pipeline the pipeline's name
 * @param seed the seed it ran with
 * @param dataset the data set's name
 * @param supervised whether it learned from true masks, and is a yardstick for those that do not
 * @param stages the scores, in the order in which they were made
 * @param failures images that could not be used; the run went on without them
 */
public record RunResult(
        Path folder,
        String pipeline,
        long seed,
        String dataset,
        boolean supervised,
        List<StageResult> stages,
        List<Failure> failures) {
    /** A run that learned from tags alone. */
    public RunResult(
            Path folder,
            String pipeline,
            long seed,
            String dataset,
            List<StageResult> stages,
            List<Failure> failures) {
        this(folder, pipeline, seed, dataset, false, stages, failures);
    }

    /** The last stage on the validation split, without tags: what the pipeline is judged by. */
    public Optional<StageResult> last() {
        return stages.stream().filter(s -> s.tags() == StageResult.TagUse.NONE).reduce((a, b) -> b);
    }
}
