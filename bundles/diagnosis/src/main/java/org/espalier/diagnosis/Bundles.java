package org.espalier.diagnosis;

import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Whether every bundle is at work. */
final class Bundles {
    private Bundles() {}

    static List<Finding> examine(BundleContext context) {
        List<Finding> findings = new ArrayList<>();
        int active = 0;
        for (Bundle bundle : context.getBundles()) {
            boolean fragment = bundle.getHeaders().get("Fragment-Host") != null;
            int expected = fragment ? Bundle.RESOLVED : Bundle.ACTIVE;
            // the shell's own bundles of the interactive mode stay down for a single command
            boolean later = name(bundle).startsWith("org.apache.felix.gogo");
            if (bundle.getState() == expected || bundle.getState() == Bundle.STARTING) {
                active++;
            } else if (!later) {
                findings.add(
                        Finding.bad(
                                "bundle " + name(bundle),
                                DeployFolder.place(bundle) + ": " + reason(bundle, fragment)));
            }
        }
        findings.add(Finding.ok("bundles", active + " active"));
        return findings;
    }

    /** One that is no bundle to the framework's newer rules has no name of its own. */
    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() == null
                ? DeployFolder.place(bundle)
                : bundle.getSymbolicName();
    }

    private static String reason(Bundle bundle, boolean fragment) {
        if (fragment) {
            return "it is attached to no bundle: put its host into bundles/";
        }
        try {
            bundle.start(Bundle.START_TRANSIENT);
            return "it was not started; it is now";
        } catch (BundleException e) {
            Throwable cause = e.getCause();
            return "it does not start: "
                    + e.getMessage()
                    + (cause == null || cause.getMessage() == null
                            ? ""
                            : ": " + cause.getMessage());
        }
    }
}
