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

    /**
     * What a stage that this one uses within itself is given, such as the segmenter of a method
     * that trains one on the way. It shares seed, progress and failures. Its parameters are its
     * annotation's defaults and, over them, those of this stage that are named for it; its own
     * configuration file is not asked, so that all that was in force is recorded with this stage.
     *
     * @param name a folder below {@link #folder()}; up to its first slash also the prefix of the
     *     parameters that are meant for the other: {@code unary/1} has those that begin with {@code
     *     unary.}, as the attribute {@code unary_epochs} does
     */
    StageContext within(String name);
}
