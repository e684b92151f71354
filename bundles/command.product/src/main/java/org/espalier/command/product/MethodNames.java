package org.espalier.command.product;

import java.util.List;
import org.espalier.shell.Names;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The methods, data set formats and evaluators that are there. */
@Component(property = "kind=method")
public final class MethodNames implements Names {
    private final Plugins plugins;

    /** With the framework's records. */
    @Activate
    public MethodNames(BundleContext context) {
        plugins = new Plugins(context);
    }

    @Override
    public List<String> now() {
        return plugins.all().stream().map(Plugins.Plugin::name).distinct().sorted().toList();
    }
}
