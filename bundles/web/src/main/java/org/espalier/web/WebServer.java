package org.espalier.web;

import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.imaging.ImageCodec;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.runtime.HttpServiceRuntimeConstants;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Turns the live page on and off. The HTTP service has no server of its own (the framework's
 * property {@code org.apache.felix.http.require.config} says so): one is there while there is a
 * configuration for it, which is made here and is never kept.
 */
@Component(service = WebServer.class)
public final class WebServer {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String NAME = "espalier";
    private static final String SERVER = "(org.apache.felix.http.name=" + NAME + ")";

    /** Of what is refused before it comes to us. */
    private static final String ERROR_HEADERS =
            "Content-Security-Policy=default-src 'none'##X-Content-Type-Options=nosniff";

    private static final long PATIENCE_MILLIS = 20_000;
    private static final long PAUSE_MILLIS = 1000;

    private final BundleContext context;
    private final ConfigurationAdmin configurations;
    private final ImageCodec codec;
    private final DataSets data;
    private final HealthPage health;
    private final long patienceMillis;
    private Optional<Running> running = Optional.empty();

    /** Called by the framework. */
    @Activate
    public WebServer(
            BundleContext context,
            @Reference ConfigurationAdmin configurations,
            @Reference ImageCodec codec,
            @Reference DataSets data,
            @Reference HealthPage health) {
        this(context, configurations, codec, data, health, PATIENCE_MILLIS);
    }

    WebServer(
            BundleContext context,
            ConfigurationAdmin configurations,
            ImageCodec codec,
            DataSets data,
            HealthPage health,
            long patienceMillis) {
        this.context = context;
        this.configurations = configurations;
        this.codec = codec;
        this.data = data;
        this.health = health;
        this.patienceMillis = patienceMillis;
    }

    private record Running(
            Configuration configuration, EventStream events, ServiceRegistration<Servlet> page) {}

    /**
     * Turns it on.
     *
     * @param runs the folder of runs
     * @param port 0 for any that is free
     * @return its address
     * @throws InvalidConfigurationException when it is on, or the port is taken
     */
    public synchronized URI start(Path runs, int port) throws IOException, InterruptedException {
        if (running.isPresent()) {
            throw new InvalidConfigurationException(
                    "web", "the live page is on already: " + address(), "end it with web --stop");
        }
        checkFree(port);
        RunList list = new RunList(runs);
        EventStream events = new EventStream(() -> Reply.line(list.snapshot()), PAUSE_MILLIS);
        Answers answers = new Answers(list, new Pictures(codec, data), health);
        ServiceRegistration<Servlet> page =
                context.registerService(
                        Servlet.class,
                        new LivePage(answers, events),
                        new Hashtable<>(
                                Map.of(
                                        HttpWhiteboardConstants.HTTP_WHITEBOARD_TARGET,
                                        SERVER,
                                        HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN,
                                        "/*")));
        Configuration configuration =
                configurations.getFactoryConfiguration("org.apache.felix.http", NAME, "?");
        configuration.update(server(port));
        running = Optional.of(new Running(configuration, events, page));
        try {
            return address();
        } catch (IOException | InterruptedException e) {
            stop();
            throw e;
        }
    }

    /** Says at once what the server would only log. */
    private static void checkFree(int port) {
        if (port == 0) {
            return;
        }
        try {
            new ServerSocket(port, 1, InetAddress.getByName(LOOPBACK)).close();
        } catch (IOException e) {
            throw new InvalidConfigurationException(
                    "--port " + port,
                    "cannot be listened on: " + e.getMessage(),
                    "give another, or 0 for any that is free");
        }
    }

    private static Dictionary<String, Object> server(int port) {
        return new Hashtable<>(
                Map.of(
                        "org.apache.felix.http.name",
                        NAME,
                        "org.apache.felix.http.host",
                        LOOPBACK,
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
                        EventStream.MOST_CLIENTS + 16));
    }

    private URI address() throws IOException, InterruptedException {
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
            return FrameworkUtil.createFilter("(&" + type + SERVER + ")");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Turns it off.
     *
     * @return whether it was on
     */
    public synchronized boolean stop() throws IOException {
        Optional<Running> was = running;
        running = Optional.empty();
        if (was.isPresent()) {
            end(was.get());
        }
        return was.isPresent();
    }

    private static void end(Running on) throws IOException {
        on.events().close();
        on.page().unregister();
        on.configuration().delete();
    }

    @Deactivate
    void deactivate() throws IOException {
        stop();
    }
}
