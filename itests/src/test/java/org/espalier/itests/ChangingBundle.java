package org.espalier.itests;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.espalier.launcher.StartLevel;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * A bundle that is changed, taken away and put back. One of {@code bundles/} is changed through the
 * framework, one of {@code deploy/} by its file.
 *
 * @param jar what it is installed from; of a deployed one what is copied to {@code deploy/}
 * @param deployed its file in {@code deploy/}, or null
 */
record ChangingBundle(BundleContext context, String name, Path jar, Path deployed) {
    private static final int REFRESH_SECONDS = 30;
    private static final int ATTEMPTS = 3;

    /** What is done to it. */
    enum Change {
        UPDATED,
        REFRESHED,
        REPLACED
    }

    void change(Change change) throws Exception {
        switch (change) {
            case UPDATED -> update();
            case REFRESHED -> refresh(bundle().orElseThrow());
            case REPLACED -> {
                remove();
                putBack();
            }
        }
    }

    Optional<Bundle> bundle() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst();
    }

    /** Of the classes that are used now. */
    WeakReference<ClassLoader> loader() {
        return new WeakReference<>(
                bundle().orElseThrow().adapt(BundleWiring.class).getClassLoader());
    }

    private void update() throws Exception {
        Bundle bundle = bundle().orElseThrow();
        if (deployed == null) {
            bundle.stop(Bundle.STOP_TRANSIENT);
            bundle.update();
            refresh(bundle);
            start(bundle);
        } else {
            long before = bundle.getLastModified();
            deploy();
            ProductTest.await(name + " is updated", () -> bundle.getLastModified() != before);
        }
    }

    private void remove() throws Exception {
        Bundle bundle = bundle().orElseThrow();
        if (deployed == null) {
            bundle.uninstall();
            refresh(bundle);
        } else {
            Files.delete(deployed);
        }
        ProductTest.await(name + " is gone", () -> bundle().isEmpty());
    }

    private void putBack() throws Exception {
        if (deployed == null) {
            Bundle bundle = context.installBundle("reference:" + jar.toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(StartLevel.PLUG_IN);
            start(bundle);
        } else {
            deploy();
        }
    }

    /** The framework refuses what might end in a deadlock with another thread. */
    private static void start(Bundle bundle) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
                return;
            } catch (BundleException e) {
                if (attempt == ATTEMPTS || !e.getMessage().contains("global lock")) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    void deploy() throws IOException {
        Path beside = deployed.resolveSibling("." + name + ".part");
        Files.copy(jar, beside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, deployed, StandardCopyOption.REPLACE_EXISTING);
    }

    private void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> refreshed.countDown());
        if (!refreshed.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " is not refreshed");
        }
    }
}
