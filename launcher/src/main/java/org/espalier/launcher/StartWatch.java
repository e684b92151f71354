package org.espalier.launcher;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Interrupts the start of a plug-in in {@code deploy/} that does not come to an end. Bundles are
 * started one after the other, so that without this one of them keeps the others from starting, and
 * the product with them.
 */
final class StartWatch implements SynchronousBundleListener, AutoCloseable {
    /**
     * The framework or system property that says how long a start may take, in seconds; 20 if not
     * set.
     */
    static final String SECONDS = "espalier.start.seconds";

    /** What hung once is tried again when other bundles change, and then not waited for. */
    private static final long AGAIN_MILLIS = 1000;

    private final String folder;
    private final long millis;
    private final Map<Bundle, ScheduledFuture<?>> starting = new ConcurrentHashMap<>();
    private final Map<Bundle, Long> hung = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "espalier-start-watch");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * @param deploy the folder whose bundles are watched
     * @param seconds how long the start of one may take, at least 1
     */
    StartWatch(Path deploy, long seconds) {
        folder = deploy.toFile().toURI().normalize().toString();
        millis = TimeUnit.SECONDS.toMillis(seconds);
    }

    /** Told by the thread that starts the bundle. */
    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (!bundle.getLocation().startsWith(folder)) {
            return;
        }
        if (event.getType() == BundleEvent.STARTING) {
            Thread starter = Thread.currentThread();
            boolean again = Long.valueOf(bundle.getLastModified()).equals(hung.get(bundle));
            starting.put(
                    bundle,
                    clock.schedule(
                            () -> interrupt(bundle, starter),
                            again ? AGAIN_MILLIS : millis,
                            TimeUnit.MILLISECONDS));
        } else if (starting.containsKey(bundle)) {
            starting.remove(bundle).cancel(false);
        }
        if (event.getType() == BundleEvent.UNINSTALLED) {
            hung.remove(bundle);
        }
    }

    private void interrupt(Bundle bundle, Thread starter) {
        if (bundle.getState() == Bundle.STARTING) {
            hung.put(bundle, bundle.getLastModified());
            System.err.append(
                    "deploy/%s: its start did not come to an end and is interrupted; take it out, or mend%n  %s%n"
                            .formatted(
                                    bundle.getLocation().substring(folder.length()),
                                    place(starter)));
            starter.interrupt();
        }
    }

    /** Where it hangs: the first that is not Java's own. */
    private static String place(Thread thread) {
        StackTraceElement[] frames = thread.getStackTrace();
        for (StackTraceElement frame : frames) {
            if (frame.getModuleName() == null) {
                return frame.toString();
            }
        }
        return "its activator";
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
