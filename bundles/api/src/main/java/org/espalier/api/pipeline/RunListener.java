package org.espalier.api.pipeline;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Is told of finished runs. Register a service of this type to add to what a run leaves behind. */
@ConsumerType
public interface RunListener {
    /**
     * A run has finished and its {@code result.json} is written.
     *
     * @throws IOException when the listener could not do its part; the run stays finished and the
     *     message is shown
     */
    void finished(FinishedRun run) throws IOException;
}
