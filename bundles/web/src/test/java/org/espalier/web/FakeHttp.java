package org.espalier.web;

import java.util.Collections;
import java.util.Dictionary;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.diagnosis.Pipelines;
import org.espalier.testing.FakeFramework;
import org.espalier.testing.PlainCodecs;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;

/** An HTTP service that starts nothing: it tells what it was asked. */
final class FakeHttp {
    static final String ADDRESS = "http://127.0.0.1:1234/";

    /** The configuration of the server, while there is one. */
    Map<Object, Object> configured;

    /** The properties of the page, while it is registered. */
    Map<Object, Object> page;

    boolean starts = true;
    boolean serves = true;

    WebServer server() {
        FakeFramework framework = new FakeFramework();
        Pipelines pipelines =
                new Pipelines(framework.context(), framework.runtime(), () -> framework.problems);
        return new WebServer(
                context(),
                configurations(),
                new PlainCodecs(),
                new DataSets((run, split) -> null),
                new HealthPage(pipelines),
                50);
    }

    private BundleContext context() {
        ServiceReference<?> runtime =
                FakeFramework.fake(
                        ServiceReference.class,
                        (method, args) ->
                                switch (method) {
                                    case "getProperty" -> new String[] {ADDRESS};
                                    case "compareTo" -> 0;
                                    default -> null;
                                });
        return FakeFramework.fake(
                BundleContext.class,
                (method, args) ->
                        switch (method) {
                            case "registerService" -> {
                                page = copy((Dictionary<?, ?>) args[2]);
                                if (serves) {
                                    ((LivePage) args[1]).init();
                                }
                                yield FakeFramework.fake(
                                        ServiceRegistration.class,
                                        (of, none) -> {
                                            page = null;
                                            return null;
                                        });
                            }
                            case "getServiceReferences" ->
                                    starts && configured != null
                                            ? new ServiceReference<?>[] {runtime}
                                            : null;
                            case "getService" ->
                                    FakeFramework.fake(
                                            HttpServiceRuntime.class, (of, none) -> null);
                            case "ungetService" -> true;
                            default -> null;
                        });
    }

    private ConfigurationAdmin configurations() {
        Configuration configuration =
                FakeFramework.fake(
                        Configuration.class,
                        (method, args) -> {
                            configured =
                                    method.equals("update")
                                            ? copy((Dictionary<?, ?>) args[0])
                                            : null;
                            return null;
                        });
        return FakeFramework.fake(ConfigurationAdmin.class, (method, args) -> configuration);
    }

    private static Map<Object, Object> copy(Dictionary<?, ?> dictionary) {
        Map<Object, Object> copy = new TreeMap<>();
        Collections.list(dictionary.keys()).forEach(key -> copy.put(key, dictionary.get(key)));
        return copy;
    }
}
