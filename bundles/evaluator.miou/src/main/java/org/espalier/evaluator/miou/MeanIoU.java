package org.espalier.evaluator.miou;

import org.espalier.api.configuration.Settings;
import org.espalier.api.data.ClassSet;
import org.espalier.api.evaluation.Evaluator;
import org.espalier.api.evaluation.Scoring;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Scores masks as PASCAL VOC does: one confusion matrix over the pixels of all images together, for
 * each class the intersection of prediction and truth over their union, and the mean of that over
 * the classes.
 *
 * <p>What the protocol leaves open is settled so:
 *
 * <ul>
 *   <li>A pixel whose truth is void is not scored. One that is <em>predicted</em> void is scored as
 *       background; where the classes have no background it is missed, and stays in the union of
 *       its true class.
 *   <li>A class that occurs in neither truth nor prediction has no IoU (NaN) and no part in the
 *       mean. Whole VOC splits contain every class; on subsets other tools count such a class 0.
 *   <li>Average precision is that of VOC since 2010, over all points of the interpolated curve.
 *       Where scores tie, the image that was counted first ranks first.
 * </ul>
 */
@Component(
        service = Evaluator.class,
        name = "org.espalier.evaluator.miou",
        property = "metric=miou")
@Designate(ocd = MeanIoUConfiguration.class)
public final class MeanIoU implements Evaluator {
    @Override
    public Scoring start(ClassSet classes, Settings settings) {
        MeanIoUConfiguration configuration = settings.as(MeanIoUConfiguration.class);
        return new MeanIoUScoring(
                classes, new Bootstrap(configuration.draws(), configuration.seed()));
    }
}
