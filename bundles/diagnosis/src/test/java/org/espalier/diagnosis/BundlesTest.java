package org.espalier.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

class BundlesTest {
    private final Dictionary<String, String> headers = new Hashtable<>();

    /** A start that fails is the proxy's to throw, which wraps what is not declared. */
    private interface Start {
        void run() throws BundleException;
    }

    private Bundle bundle(String name, int state, Start start) {
        return (Bundle)
                java.lang.reflect.Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Bundle.class},
                        (proxy, method, args) -> {
                            switch (method.getName()) {
                                case "getHeaders":
                                    return headers;
                                case "getSymbolicName":
                                    return name;
                                case "getState":
                                    return state;
                                case "getLocation":
                                    return "file:/opt/espalier/deploy/own.jar";
                                case "start":
                                    start.run();
                                    return null;
                                default:
                                    return null;
                            }
                        });
    }

    private static String found(Bundle bundle) {
        BundleContext context =
                FakeFramework.fake(BundleContext.class, (method, args) -> new Bundle[] {bundle});
        List<Finding> findings = Bundles.examine(context);
        return findings.get(0).state()
                + " "
                + findings.get(0).what()
                + ": "
                + findings.get(0).found();
    }

    @Test
    void oneThatDoesNotStartIsNamedWithItsJarAndTheCause() {
        Start failing =
                () -> {
                    throw new BundleException(
                            "Activator start error.", new Exception("no licence"));
                };
        assertEquals(
                "BAD bundle com.acme: deploy/own.jar: it does not start: Activator start error.: no"
                        + " licence",
                found(bundle("com.acme", Bundle.RESOLVED, failing)));
    }

    @Test
    void oneWithoutANameGoesByItsPlace() {
        assertEquals(
                "BAD bundle deploy/own.jar: deploy/own.jar: it was not started; it is now",
                found(bundle(null, Bundle.RESOLVED, () -> {})));
        assertEquals("OK bundles: 1 active", found(bundle(null, Bundle.ACTIVE, () -> {})));
    }
}
