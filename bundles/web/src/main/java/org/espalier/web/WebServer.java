package org.espalier.web;

import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.imaging.ImageCodec;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/** Turns the live page on and off. */
@Component(service = WebServer.class)
public final class WebServer {
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
            LoopbackServer server, EventStream events, ServiceRegistration<Servlet> page) {}

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
                    "web",
                    "the live page is on already: " + running.get().server().address(),
                    "end it with web --stop");
        }
        RunList list = new RunList(runs);
        EventStream events = new EventStream(() -> Reply.line(list.snapshot()), PAUSE_MILLIS);
        LivePage page = new LivePage(new Answers(list, new Pictures(codec, data), health), events);
        LoopbackServer server = LoopbackServer.start(context, configurations, port, patienceMillis);
        running = Optional.of(new Running(server, events, register(page)));
        if (!page.isServed(patienceMillis)) {
            stop();
            throw new IOException("The HTTP server does not take the page; run with -v to see why");
        }
        return server.address();
    }

    private ServiceRegistration<Servlet> register(LivePage page) {
        return context.registerService(
                Servlet.class,
                page,
                new Hashtable<>(
                        Map.of(
                                HttpWhiteboardConstants.HTTP_WHITEBOARD_TARGET,
                                LoopbackServer.TARGET,
                                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN,
                                "/*")));
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
            was.get().events().close();
            was.get().page().unregister();
            was.get().server().close();
        }
        return was.isPresent();
    }

    @Deactivate
    void deactivate() throws IOException {
        stop();
    }
}
