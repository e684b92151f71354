package org.espalier.classification;

import java.util.List;
import java.util.function.UnaryOperator;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Resampling;

/**
 * What a head sees in an image in several views.
 *
 * @param views the activations of each view, mirrored back where the view is mirrored, so that the
 *     corners of all of them and of the image coincide
 * @param height rows of the grid on which views are added up
 * @param width its columns
 */
public record Sights(List<FeatureMap> views, int height, int width) {
    /**
     * Adds up a function of the activations of each view.
     *
     * @param each what is added of a view, in planes of the same size as the view's; does not
     *     change its argument
     * @return the sum over views, on the grid
     */
    public FeatureMap sum(UnaryOperator<FeatureMap> each) {
        float[] sum = null;
        for (FeatureMap view : views) {
            FeatureMap part = each.apply(view);
            float[] resampled =
                    Resampling.corners(
                            part.values(),
                            part.channels(),
                            part.height(),
                            part.width(),
                            height,
                            width);
            if (sum == null) {
                sum = resampled;
                continue;
            }
            for (int i = 0; i < sum.length; i++) {
                sum[i] += resampled[i];
            }
        }
        return new FeatureMap(sum.length / (height * width), height, width, sum);
    }

    /** How the head judges the image: for each output the mean over views. */
    public double[] pooled(TagHead head) {
        double[] pooled = new double[views.get(0).channels()];
        for (FeatureMap view : views) {
            int places = view.height() * view.width();
            for (int k = 0; k < pooled.length; k++) {
                pooled[k] += head.pool(view.values(), k * places, places) / views.size();
            }
        }
        return pooled;
    }

    /** Negative activations become zero: for {@link #sum}. */
    public static FeatureMap rectified(FeatureMap map) {
        float[] values = map.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, values[i]);
        }
        return new FeatureMap(map.channels(), map.height(), map.width(), values);
    }
}
