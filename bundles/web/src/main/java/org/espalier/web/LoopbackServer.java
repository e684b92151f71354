package org.espalier.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.runtime.HttpServiceRuntimeConstants;
import org.osgi.util.tracker.ServiceTracker;

/**
 * An HTTP server on the loopback interface. The HTTP service has none of its own (the framework's
 * property {@code org.apache.felix.http.require.config} says so): one is there while there is a
 * configuration for it, which is made here and is never kept.
 */
final class LoopbackServer implements AutoCloseable {
    private static final String NAME = "espalier";

    /** What a servlet is registered with to be served here, and here alone. */
    static final String TARGET = "(org.apache.felix.http.name=" + NAME + ")";

    private static final String HOST = "127.0.0.1";

    /** Of what is refused before it comes to us. */
    private static final String ERROR_HEADERS =
            "Content-Security-Policy=default-src 'none'##X-Content-Type-Options=nosniff";

    private static final int OTHER_THREADS = 16;
    private static final long PAUSE_MILLIS = 20;

    private final Configuration configuration;
    private final URI address;
    private final long patienceMillis;

    private LoopbackServer(Configuration configuration, URI address, long patienceMillis) {
        this.configuration = configuration;
        this.address = address;
        this.patienceMillis = patienceMillis;
    }

    /**
     * Starts one.
     *
     * @param port 0 for any that is free
     * @param patienceMillis how long it may take to start, or to end
     * @throws InvalidConfigurationException when the port is taken
     */
    static LoopbackServer start(
            BundleContext context, ConfigurationAdmin configurations, int port, long patienceMillis)
            throws IOException, InterruptedException {
        checkFree(port);
        Configuration configuration =
                configurations.getFactoryConfiguration("org.apache.felix.http", NAME, "?");
        try {
            configuration.update(properties(port));
            URI address = address(context, patienceMillis);
            return new LoopbackServer(configuration, address, patienceMillis);
        } catch (IOException | InterruptedException e) {
            configuration.delete();
            throw e;
        }
    }

    private static Dictionary<String, Object> properties(int port) {
        int threads = EventStream.MOST_CLIENTS + OTHER_THREADS;
        return new Hashtable<>(
                Map.of(
                        "org.apache.felix.http.name",
                        NAME,
                        "org.apache.felix.http.host",
                        HOST,
                        "org.apache.felix.http.enable",
                        true,
                        "org.apache.felix.https.enable",
                        false,
                        "org.osgi.service.http.port",
                        port,
                        "org.apache.felix.http.jetty.sendServerHeader",
                        false,
                        "org.apache.felix.http.jetty.errorPageCustomHeaders",
                        ERROR_HEADERS,
                        "org.apache.felix.http.jetty.acceptors",
                        1,
                        "org.apache.felix.http.jetty.selectors",
                        1,
                        "org.apache.felix.http.jetty.threadpool.max",
                        threads));
    }

    /** Says at once what the server would only log. */
    private static void checkFree(int port) {
        try {
            tryPort(port);
        } catch (IOException e) {
            throw new InvalidConfigurationException(
                    "--port " + port,
                    "cannot be listened on: " + e.getMessage(),
                    "give another, or 0 for any that is free");
        }
    }

    private static void tryPort(int port) throws IOException {
        new ServerSocket(port, 1, InetAddress.getByName(HOST)).close();
    }

    private static URI address(BundleContext context, long patienceMillis)
            throws IOException, InterruptedException {
        ServiceTracker<HttpServiceRuntime, HttpServiceRuntime> tracker =
                new ServiceTracker<>(context, filter(), null);
        tracker.open();
        try {
            if (tracker.waitForService(patienceMillis) == null) {
                throw new IOException("The HTTP server does not start; run with -v to see why");
            }
            Object endpoint =
                    tracker.getServiceReference()
                            .getProperty(HttpServiceRuntimeConstants.HTTP_SERVICE_ENDPOINT);
            return URI.create(endpoint instanceof String[] all ? all[0] : endpoint.toString());
        } finally {
            tracker.close();
        }
    }

    private static Filter filter() {
        String type = "(objectClass=" + HttpServiceRuntime.class.getName() + ")";
        try {
            return FrameworkUtil.createFilter("(&" + type + TARGET + ")");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    URI address() {
        return address;
    }

    /** Ends it, and waits until its port is free again. */
    @Override
    public void close() throws IOException {
        configuration.delete();
        long end = System.nanoTime() + patienceMillis * 1_000_000L;
        while (System.nanoTime() < end) {
            try {
                tryPort(address.getPort());
                return;
            } catch (IOException e) {
                if (!paused()) {
                    return;
                }
            }
        }
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
