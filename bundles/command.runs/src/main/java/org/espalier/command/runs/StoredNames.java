package org.espalier.command.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunNames;
import org.espalier.runs.RunStore;
import org.espalier.shell.Names;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs in the folder that commands take unless told otherwise. */
@Component(property = "kind=run")
public final class StoredNames implements Names {
    private static final Logger LOG = LoggerFactory.getLogger(StoredNames.class);

    private final Path root;

    /** In the folder where the process was started. */
    @Activate
    public StoredNames() {
        this(Path.of("runs"));
    }

    StoredNames(Path root) {
        this.root = root;
    }

    @Override
    public List<String> now() {
        List<String> names = new ArrayList<>();
        try {
            for (RunFolder run : new RunStore(root).all()) {
                names.add(RunNames.of(run));
            }
        } catch (IOException e) {
            LOG.debug("Runs in {} cannot be listed", root, e);
        }
        return names;
    }
}
