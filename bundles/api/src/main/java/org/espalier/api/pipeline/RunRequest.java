package org.espalier.api.pipeline;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a person asks of a run; what is absent is taken from the pipeline's configuration or the
 * data set.
 *
 * @param data the data set's root
 * @param dataset the name of its format, where it is not to be recognised
 * @param train the split to learn from
 * @param val the split to validate on
 * @param out the folder that holds the runs
 * @param settings parameters for this run alone: {@code seed}, {@code localizer.epochs} …
 */
public record RunRequest(
        Optional<Path> data,
        Optional<String> dataset,
        Optional<String> train,
        Optional<String> val,
        Path out,
        Map<String, String> settings) {
    /** A run with nothing asked for. */
    public static RunRequest into(Path out) {
        return new RunRequest(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                out,
                Map.of());
    }
}
