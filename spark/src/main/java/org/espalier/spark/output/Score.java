package org.espalier.spark.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Intersection over union, of pixels counted over all images together, as the evaluator {@code
 * miou} settles it: a class that occurs in neither truth nor prediction has none.
 *
 * @param confusion as {@link Tally#confusion()}
 * @param classes the names, by id
 */
public record Score(long[] confusion, List<String> classes) {
    /** Of one class, in [0, 1]; NaN where it does not occur. */
    double iou(int id) {
        int size = classes.size();
        long hits = confusion[id * (size + 1) + id];
        long union = -hits;
        for (int column = 0; column <= size; column++) {
            union += confusion[id * (size + 1) + column];
        }
        for (int row = 0; row < size; row++) {
            union += confusion[row * (size + 1) + id];
        }
        return union == 0 ? Double.NaN : (double) hits / union;
    }

    /** Over the classes that occur. */
    double mean() {
        double sum = 0;
        int count = 0;
        for (int id = 0; id < classes.size(); id++) {
            double iou = iou(id);
            if (!Double.isNaN(iou)) {
                sum += iou;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** Some lines, in percent. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("mIoU    %s".formatted(percent(mean())));
        for (int id = 0; id < classes.size(); id++) {
            lines.add("        %s %s".formatted(percent(iou(id)), classes.get(id)));
        }
        return String.join("\n", lines);
    }

    private static String percent(double rate) {
        return Double.isNaN(rate) ? "    -" : String.format(Locale.ROOT, "%5.1f", 100 * rate);
    }
}
