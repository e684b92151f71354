package org.espalier.diagnosis;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets services that are made when they are first asked for. With a pipeline its plug-ins are made,
 * and one whose constructor hangs must not hold up whoever asks what there is: it is interrupted.
 */
final class PatientLookup {
    private static final Logger LOG = LoggerFactory.getLogger(PatientLookup.class);

    private final BundleContext context;
    private final long millis;

    /**
     * @param millis how long making a service may take
     */
    PatientLookup(BundleContext context, long millis) {
        this.context = context;
        this.millis = millis;
    }

    /**
     * @return nothing when the service cannot be made, or not in time
     * @throws CancellationException when the calling thread is interrupted
     */
    <S> Optional<S> get(ServiceReference<S> reference, String what) {
        FutureTask<S> making = new FutureTask<>(() -> context.getService(reference));
        Thread maker = new Thread(making, "espalier-lookup");
        maker.setDaemon(true);
        maker.start();
        try {
            return Optional.ofNullable(making.get(millis, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            LOG.warn(
                    "{} is not made within {} s: it hangs in {} and is interrupted",
                    what,
                    TimeUnit.MILLISECONDS.toSeconds(millis),
                    place(maker));
            maker.interrupt();
            return Optional.empty();
        } catch (InterruptedException e) {
            maker.interrupt();
            Thread.currentThread().interrupt();
            throw new CancellationException("cancelled while " + what + " was made");
        } catch (ExecutionException e) {
            throw new IllegalStateException(what + " cannot be made: " + e.getCause(), e);
        }
    }

    /** The first that is not Java's own. */
    private static String place(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getModuleName() == null) {
                return frame.toString();
            }
        }
        return "a constructor";
    }
}
