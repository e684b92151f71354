package org.espalier.api.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The score of one stage on one split. All rates are in [0, 1].
 *
 * @param images how many images were counted
 * @param mIoU mean over the classes that occur in truth or prediction, all pixels of the split
 *     together; NaN when no image was counted
 * @param iou by class name, in the order of the class ids; NaN for a class that does not occur
 * @param interval the 95 % interval of mIoU when images are drawn anew (bootstrap)
 * @param sweep mIoU over background constants, ascending; empty where it makes no sense
 * @param meanAveragePrecision of the class scores, where there are any
 * @param confusion pixels by true class (row) and predicted class (column)
 * @param imageIoU mean over the classes that occur in one image, by sample id
 * @param pointing whether the highest scores lie on objects, where that was asked
 */
public record Evaluation(
        long images,
        double mIoU,
        Map<String, Double> iou,
        Optional<Interval> interval,
        List<ThresholdPoint> sweep,
        OptionalDouble meanAveragePrecision,
        long[][] confusion,
        Map<String, Double> imageIoU,
        Optional<Pointing> pointing) {
    /** A score of masks alone. */
    public Evaluation(
            long images,
            double mIoU,
            Map<String, Double> iou,
            Optional<Interval> interval,
            List<ThresholdPoint> sweep,
            OptionalDouble meanAveragePrecision,
            long[][] confusion,
            Map<String, Double> imageIoU) {
        this(
                images,
                mIoU,
                iou,
                interval,
                sweep,
                meanAveragePrecision,
                confusion,
                imageIoU,
                Optional.empty());
    }

    /**
     * The best point of the sweep: chosen on the very split that is scored, so never comparable
     * with a fixed constant.
     */
    public Optional<ThresholdPoint> bestThreshold() {
        return sweep.stream().reduce((a, b) -> b.mIoU() > a.mIoU() ? b : a);
    }
}
