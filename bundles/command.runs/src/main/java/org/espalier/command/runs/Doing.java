package org.espalier.command.runs;

import java.util.Optional;
import org.espalier.console.ProgressText;
import org.espalier.runs.RunProgress;

/** What a run is at, in words. */
final class Doing {
    private Doing() {}

    /** The innermost task, or nothing. */
    static String of(Optional<RunProgress> progress) {
        return progress.flatMap(p -> p.tasks().stream().reduce((a, b) -> b))
                .map(t -> ProgressText.of(t.label(), t.done(), t.total(), t.seconds()))
                .orElse("");
    }
}
