package org.espalier.itests.toy.activator;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Keeps its bundle from starting. */
public final class Throwing implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("no licence for this machine");
    }

    @Override
    public void stop(BundleContext context) {
        // never started
    }
}
