package org.espalier.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.dataset.Split;
import org.espalier.api.pipeline.RunData;
import org.espalier.pipeline.settings.LayeredSettings;
import org.espalier.pipeline.stages.Plugged;
import org.espalier.pipeline.stages.Services;
import org.espalier.runs.Manifest;
import org.espalier.runs.RunFolder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Opens the data of a run with the parameters that its manifest recorded. */
@Component
public final class StoredRunData implements RunData {
    private final Services services;

    /** With the formats that there are. */
    @Activate
    public StoredRunData(@Reference Services services) {
        this.services = services;
    }

    @Override
    public Split split(Path run, String split) throws IOException {
        Manifest manifest = new RunFolder(run).manifest();
        Plugged<DatasetFormat> format = services.catalogue().format(manifest.dataset());
        Map<String, Map<String, Object>> settings =
                manifest.settings() == null ? Map.of() : manifest.settings();
        return format.service()
                .open(
                        Optional.of(manifest.data()).filter(d -> !d.isEmpty()).map(Path::of),
                        LayeredSettings.recorded(
                                format,
                                services.checker(),
                                settings.getOrDefault("dataset", Map.of())))
                .split(split);
    }
}
