package org.espalier.diagnosis;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once what keeps a jar in {@code deploy/} from being a bundle. File Install passes such a
 * file by in silence; but it asks everybody whether they can handle it.
 */
@Component
public final class DeployLog implements ArtifactInstaller {
    private static final Logger LOG = LoggerFactory.getLogger(DeployLog.class);

    private final Optional<Path> folder;
    private final Map<File, String> told = new ConcurrentHashMap<>();

    /** Called by the framework. */
    @Activate
    public DeployLog(BundleContext context) {
        folder = Optional.ofNullable(context.getProperty(DeployFolder.PROPERTY)).map(Path::of);
    }

    /** Never: a bad jar is left for File Install to take as soon as it is good. */
    @Override
    public boolean canHandle(File file) {
        if (folder.isPresent() && folder.get().equals(file.toPath().getParent())) {
            try {
                BundleJar.read(file.toPath());
                told.remove(file);
            } catch (IOException e) {
                if (!e.getMessage().equals(told.put(file, e.getMessage()))) {
                    LOG.warn("deploy/{}: {}", file.getName(), e.getMessage());
                }
            }
        }
        return false;
    }

    @Override
    public void install(File file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void update(File file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void uninstall(File file) {
        throw new UnsupportedOperationException();
    }
}
