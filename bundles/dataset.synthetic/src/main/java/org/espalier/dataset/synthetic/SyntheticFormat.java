package org.espalier.dataset.synthetic;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.api.configuration.Settings;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.DatasetFormat;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Drawn scenes: chosen by name, as there is no folder to recognise. */
@Component(name = "org.espalier.dataset.synthetic", property = "dataset=" + SyntheticFormat.NAME)
@Designate(ocd = SyntheticConfiguration.class)
public final class SyntheticFormat implements DatasetFormat {
    static final String NAME = "synthetic";

    @Override
    public boolean recognises(Path root) {
        return false;
    }

    /** {@inheritDoc} The root plays no part. */
    @Override
    public Dataset open(Optional<Path> root, Settings settings) {
        return new SyntheticDataset(settings.as(SyntheticConfiguration.class));
    }
}
