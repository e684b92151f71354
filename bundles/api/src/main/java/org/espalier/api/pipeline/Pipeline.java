package org.espalier.api.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.Failure;
import org.espalier.api.stage.Progress;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A configuration that has found all its stages. A service of this type carries the property {@code
 * pipeline}, its name. It is gone as soon as one of its stages is.
 */
@ProviderType
public interface Pipeline {
    /** The name: what follows the {@code ~} in its configuration's file name. */
    String name();

    /** The method chosen for each stage, in order; stages that do nothing are left out. */
    Map<String, String> stages();

    /** Whether it learns from true masks: a yardstick for those that learn from tags. */
    default boolean supervised() {
        return false;
    }

    /**
     * Runs. Finished stages of earlier runs are reused where nothing they depend on has changed; an
     * interrupted run of the same request goes on. The run keeps the stages it began with.
     *
     * @throws org.espalier.api.configuration.InvalidConfigurationException when the request cannot
     *     be carried out as written; nothing has been run
     * @throws java.util.concurrent.CancellationException when the thread was interrupted; what is
     *     finished stays
     * @throws IOException when a stage failed as a whole
     */
    RunResult run(RunRequest request, Progress progress) throws IOException;

    /**
     * Makes masks for new photographs, of which no tag is known, with what a run has learned.
     *
     * @param run the folder of a finished run of this pipeline
     * @param images a folder of photographs, or one photograph
     * @param out where the masks go, one {@code .png} for each photograph
     * @return the photographs that failed
     */
    List<Failure> predict(Path run, Path images, Path out, Progress progress) throws IOException;

    /**
     * Opens what a run has learned, to be applied to one photograph after another.
     *
     * @param run the folder of a finished run of this pipeline, or a copy of it with its manifest,
     *     its result and what its stages learned
     * @throws org.espalier.api.configuration.InvalidConfigurationException when the run is not
     *     finished, or was made with other methods
     */
    Predictor open(Path run) throws IOException;
}
