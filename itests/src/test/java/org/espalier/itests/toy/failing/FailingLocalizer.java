package org.espalier.itests.toy.failing;

import java.util.List;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.StageContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Cannot be made. */
@Component
@Method("failing")
public final class FailingLocalizer implements Localizer {
    /** Called by the framework. */
    @Activate
    public FailingLocalizer() {
        throw new IllegalStateException("the moon is not full");
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
