package org.espalier.pipeline.stages;

import java.util.List;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.Method;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.SegmentationModel;
import org.espalier.api.stage.Segmenter;
import org.espalier.api.stage.StageContext;
import org.osgi.service.component.annotations.Component;

/** Stands where a pipeline has no segmenter; a run passes it by. */
@Component
@Method(Plugged.NONE)
public final class NoSegmenter implements Segmenter {
    @Override
    public void fit(List<Sample> samples, PerSample<LabelMap> labels, StageContext context) {
        // nothing to learn
    }

    @Override
    public SegmentationModel open(StageContext context) {
        throw new IllegalStateException("There is no segmenter in this pipeline");
    }
}
