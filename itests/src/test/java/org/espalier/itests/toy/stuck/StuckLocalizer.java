package org.espalier.itests.toy.stuck;

import java.util.List;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.StageContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Never comes to be. */
@Component
@Method("stuck")
public final class StuckLocalizer implements Localizer {
    /** Called by the framework. */
    @Activate
    public StuckLocalizer() throws InterruptedException {
        Thread.sleep(Long.MAX_VALUE);
    }

    @Override
    public void fit(List<Sample> samples, StageContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LocalizationModel open(StageContext context) {
        throw new UnsupportedOperationException();
    }
}
