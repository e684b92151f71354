package org.espalier.api.pipeline;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Is told of finished runs. Register a service of this type to add to what a run leaves behind. */
@ConsumerType
public interface RunListener {
    /**
     * All stages of a run have finished. Its {@code result.json}, the sign of that, is written when
     * all listeners have been told: one that was told of a run which is then killed is told again.
     *
     * @throws IOException when the listener could not do its part; the run stays finished and the
     *     message is shown
     */
    void finished(FinishedRun run) throws IOException;
}
