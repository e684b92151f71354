package org.espalier.configuration;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.espalier.api.configuration.ConfigurationProblems;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.Message;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Configuration Admin as the files of a folder say. It reads them all when it starts; from
 * then on File Install tells of changes. A file that is wrong is withheld, the others go on. Files
 * are checked again when a bundle comes or goes, since its declarations come and go with it.
 */
@Component(
        immediate = true,
        service = {ArtifactInstaller.class, ConfigurationProblems.class})
public final class ConfigurationFolder implements ArtifactInstaller, ConfigurationProblems {
    /** The framework property that names the folder. */
    static final String FOLDER = "espalier.config";

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFolder.class);

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final Overrides overrides;
    private final FileNames names;
    private final Path folder;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final SynchronousBundleListener listener = this::bundleChanged;

    /** Applies what is in the folder now. */
    @Activate
    public ConfigurationFolder(
            BundleContext context,
            @Reference ConfigurationAdmin admin,
            @Reference Overrides overrides,
            @Reference Descriptions descriptions) {
        this.context = context;
        this.names = new FileNames(descriptions);
        this.admin = admin;
        this.overrides = overrides;
        String property = context.getProperty(FOLDER);
        this.folder = property == null ? null : Path.of(property).toAbsolutePath().normalize();
        context.addBundleListener(listener);
        if (folder != null && Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(Path::toFile).filter(this::canHandle).sorted().forEach(this::install);
            } catch (IOException | UncheckedIOException e) {
                LOG.error("{} cannot be listed: {}", folder, e.toString());
            }
        }
    }

    @Deactivate
    void close() {
        context.removeBundleListener(listener);
    }

    @Override
    public boolean canHandle(File file) {
        return folder != null
                && file.getName().endsWith(ConfigurationFile.EXTENSION)
                && folder.equals(file.toPath().toAbsolutePath().normalize().getParent());
    }

    @Override
    public void install(File file) {
        update(file);
    }

    @Override
    public synchronized void update(File file) {
        String name = file.getName();
        try {
            ConfigurationFile read = ConfigurationFile.read(file.toPath());
            Entry known = entries.get(name);
            if (known == null || !read.equals(known.file)) {
                refresh(entries.computeIfAbsent(name, n -> new Entry()), read);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", file, e.toString());
        }
    }

    @Override
    public synchronized void uninstall(File file) {
        Entry entry = entries.remove(file.getName());
        if (entry != null) {
            apply(entry, null);
        }
    }

    @Override
    public synchronized List<Problem> problems() {
        return entries.values().stream()
                .filter(entry -> entry.problem != null)
                .map(entry -> new Problem(entry.file.pid(), entry.file.name(), entry.problem))
                .toList();
    }

    private void bundleChanged(BundleEvent event) {
        int type = event.getType();
        boolean declaresAnew =
                type == BundleEvent.INSTALLED
                        || type == BundleEvent.UPDATED
                        || type == BundleEvent.STARTED;
        // what has gone can be looked into no more
        if (type == BundleEvent.UNINSTALLED
                || declaresAnew && event.getBundle().getEntry("OSGI-INF") != null) {
            synchronized (this) {
                entries.values().forEach(entry -> refresh(entry, entry.file));
            }
        }
    }

    private void refresh(Entry entry, ConfigurationFile file) {
        entry.file = file;
        String problem = null;
        Map<String, Object> values = null;
        try {
            Map<String, Object> given = file.values();
            names.check(file);
            values = overrides.check(file.type(), given, file.name());
        } catch (InvalidConfigurationException e) {
            problem = e.getMessage();
        } catch (RuntimeException e) {
            // whatever else one file does, the others go on
            LOG.debug("{} cannot be checked", file.name(), e);
            problem = Message.of(file.name(), "it cannot be checked", "see the log, with -vv");
        }
        if (problem != null && !problem.equals(entry.problem)) {
            LOG.warn("Withheld: {}", problem);
        }
        entry.problem = problem;
        apply(entry, values);
    }

    /**
     * Gives Configuration Admin the values, or takes the configuration away when there are none.
     */
    private void apply(Entry entry, Map<String, Object> values) {
        String print = values == null ? null : print(values);
        if (Objects.equals(print, entry.applied)) {
            return;
        }
        try {
            Configuration configuration = configuration(entry.file);
            if (values == null) {
                configuration.delete();
            } else {
                configuration.update(new Hashtable<>(values));
            }
            entry.applied = print;
        } catch (IOException e) {
            LOG.error("{} cannot be applied: {}", entry.file.name(), e.toString());
        }
    }

    private Configuration configuration(ConfigurationFile file) throws IOException {
        return file.instance().isEmpty()
                ? admin.getConfiguration(file.type(), "?")
                : admin.getFactoryConfiguration(file.type(), file.instance(), "?");
    }

    /** Equal for equal values, which arrays are not of themselves. */
    private static String print(Map<String, Object> values) {
        Map<String, String> print = new TreeMap<>();
        values.forEach(
                (key, value) ->
                        print.put(
                                key, value.getClass() + Arrays.deepToString(new Object[] {value})));
        return print.toString();
    }

    /** What is known of one file. */
    private static final class Entry {
        private ConfigurationFile file;
        private String problem;
        private String applied;
    }
}
