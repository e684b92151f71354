package org.espalier.itests.toy.activator;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Waits for something that never comes. */
public final class Hanging implements BundleActivator {
    @Override
    public void start(BundleContext context) throws InterruptedException {
        Thread.sleep(Long.MAX_VALUE);
    }

    @Override
    public void stop(BundleContext context) {
        // never started
    }
}
