package org.espalier.command.runs;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs that go on while the shell takes further commands. They end with the shell. */
@Component(service = Background.class)
public final class Background {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    /** So soon it is known whether a run can be carried out as it was asked for. */
    private static final long EARLY_MILLIS = 1500;

    private static final long PATIENCE_SECONDS = 20;

    private final boolean interactive;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** The property {@code gosh.home} is set for the interactive shell alone. */
    @Activate
    public Background(BundleContext context) {
        interactive = context.getProperty("gosh.home") != null;
    }

    /** Whether there is a shell that outlives the command. */
    boolean isPossible() {
        return interactive;
    }

    /**
     * Begins work, and waits a moment for what is wrong from the outset.
     *
     * @param name for messages
     * @throws Exception what the work threw by then
     */
    void begin(String name, Callable<?> work) throws Exception {
        AtomicBoolean late = new AtomicBoolean();
        Future<?> begun =
                threads.submit(
                        () -> {
                            try {
                                work.call();
                                LOG.info("{} is finished", name);
                            } catch (CancellationException e) {
                                LOG.info("{} was cancelled", name);
                            } catch (Exception e) {
                                if (late.get()) {
                                    LOG.warn("{} ended: {}", name, e.getMessage());
                                }
                                LOG.debug("{} ended", name, e);
                                throw e;
                            }
                            return null;
                        });
        try {
            begun.get(EARLY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            late.set(true);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception reason ? reason : e;
        }
    }

    /** Cancels what goes on, and waits until it has let go of its folders. */
    @Deactivate
    void end() throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
