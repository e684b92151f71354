package org.espalier.api.stage;

import java.nio.file.Path;
import org.espalier.api.configuration.Settings;
import org.espalier.api.data.ClassSet;

/** What a stage is given to work with in one run. Safe for use by several threads. */
public interface StageContext {
    /**
     * The folder where this stage keeps what it has learned. It is the stage's alone; what an
     * interrupted {@code fit} left there is there again when it is called anew, so that it can go
     * on.
     */
    Path folder();

    /** The classes of the data set. */
    ClassSet classes();

    /** The stage's parameters. */
    Settings settings();

    /** The one source of randomness: the same seed gives the same bytes. */
    long seed();

    /** Where to tell how far the work is. */
    Progress progress();

    /**
     * Reports an image that could not be used; the stage goes on without it.
     *
     * @param sampleId the image
     * @param reason its message is shown to the user
     */
    void failed(String sampleId, Exception reason);

    /**
     * To be called between steps of long work.
     *
     * @throws java.util.concurrent.CancellationException when the run was cancelled
     */
    void checkCancelled();
}
