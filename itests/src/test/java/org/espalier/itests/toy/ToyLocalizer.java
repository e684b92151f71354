package org.espalier.itests.toy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.StageContext;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Learns its own bundle's version. While the file {@code hold} stands beside the configurations it
 * does not come to an end, as a training that takes long.
 */
@Component
@Method("toy")
public final class ToyLocalizer implements Localizer {
    private final String version;
    private final Path folder;

    /** Called by the framework. */
    @Activate
    public ToyLocalizer(BundleContext context) {
        version = context.getBundle().getVersion().toString();
        folder = Path.of(context.getProperty("espalier.config")).getParent();
    }

    @Override
    public void fit(List<Sample> samples, StageContext context) throws IOException {
        Files.writeString(folder.resolve("fitting"), version);
        try {
            while (Files.exists(folder.resolve("hold"))) {
                context.checkCancelled();
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            context.checkCancelled();
        }
        Files.writeString(context.folder().resolve("version"), version);
    }

    @Override
    public LocalizationModel open(StageContext context) {
        return new Blob(context.classes());
    }
}
