package org.espalier.pipeline.stages;

import java.util.List;
import org.espalier.api.data.Sample;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.RefinementModel;
import org.espalier.api.stage.Refiner;
import org.espalier.api.stage.StageContext;
import org.osgi.service.component.annotations.Component;

/** Stands where a pipeline has no refiner; a run passes it by. */
@Component
@Method(Plugged.NONE)
public final class NoRefiner implements Refiner {
    @Override
    public void fit(List<Sample> samples, PerSample<ScoreMap> upstream, StageContext context) {
        // nothing to learn
    }

    @Override
    public RefinementModel open(StageContext context) {
        return new Unchanged();
    }
}
