package org.espalier.pipeline.plan;

import org.espalier.api.stage.Progress;

/**
 * Progress in which curves carry the name of who measures them: {@code localizer/loss}, {@code
 * refiner2/unary/1/loss}.
 */
public record CurvesOf(String owner, Progress all) implements Progress {
    @Override
    public Task begin(String label, long total) {
        return all.begin(label, total);
    }

    @Override
    public void measure(String curve, long step, double value) {
        all.measure(owner + "/" + curve, step, value);
    }
}
