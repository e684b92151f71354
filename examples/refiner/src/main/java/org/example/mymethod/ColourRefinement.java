package org.example.mymethod;

import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.stage.RefinementModel;

/** Weighs the scores of each cell by the mean evidence of its pixels' colours. */
record ColourRefinement(double[][] evidence, MyMethodConfiguration settings)
        implements RefinementModel {
    @Override
    public ScoreMap refine(Image image, ScoreMap scores) {
        int columns = cells(image.width());
        int rows = cells(image.height());
        ScoreMap before = scores.resized(columns, rows).shares();
        float[] refined = before.scores().clone();
        int cells = columns * rows;
        double[] sums = new double[refined.length];
        int[] pixels = new int[cells];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                int pixel = y * image.width() + x;
                int colour = SureColours.colour(image.rgb(), pixel, settings.bins());
                int cell = y * rows / image.height() * columns + x * columns / image.width();
                pixels[cell]++;
                for (int k = 0; k < before.planes(); k++) {
                    sums[k * cells + cell] += evidence[before.classId(k)][colour];
                }
            }
        }
        for (int i = 0; i < refined.length; i++) {
            refined[i] *= (float) Math.exp(settings.strength() * sums[i] / pixels[i % cells]);
        }
        return new ScoreMap(before.classIds(), columns, rows, refined).shares();
    }

    private int cells(int side) {
        return (side + settings.cell() - 1) / settings.cell();
    }

    @Override
    public void close() {
        // holds nothing but memory
    }
}
