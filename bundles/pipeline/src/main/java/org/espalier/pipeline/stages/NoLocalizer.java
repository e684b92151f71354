package org.espalier.pipeline.stages;

import java.util.List;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.StageContext;
import org.osgi.service.component.annotations.Component;

/** Stands where a supervised pipeline has no localizer; a run passes it by. */
@Component
@Method(Plugged.NONE)
public final class NoLocalizer implements Localizer {
    @Override
    public void fit(List<Sample> samples, StageContext context) {
        // nothing to learn
    }

    @Override
    public LocalizationModel open(StageContext context) {
        throw new IllegalStateException("There is no localizer in this pipeline");
    }
}
