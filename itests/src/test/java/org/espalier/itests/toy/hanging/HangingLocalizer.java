package org.espalier.itests.toy.hanging;

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

/** Never comes to an end of learning, and never looks whether it is still wanted. */
@Component
@Method("hanging")
public final class HangingLocalizer implements Localizer {
    private final Path folder;

    /** Called by the framework. */
    @Activate
    public HangingLocalizer(BundleContext context) {
        folder = Path.of(context.getProperty("espalier.config")).getParent();
    }

    @Override
    public void fit(List<Sample> samples, StageContext context) throws IOException {
        samples.get(1).image();
        Files.createFile(folder.resolve("hanging"));
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            throw new IllegalStateException("careless", e);
        }
    }

    @Override
    public LocalizationModel open(StageContext context) {
        throw new UnsupportedOperationException();
    }
}
