package org.espalier.pipeline.stages;

import org.espalier.api.stage.Crf;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.StageContext;
import org.osgi.service.component.annotations.Component;

/** Stands where a pipeline has no CRF; a run passes it by. */
@Component
@Method(Plugged.NONE)
public final class NoCrf implements Crf {
    @Override
    public RefinementModel open(StageContext context) {
        return new Unchanged();
    }
}
