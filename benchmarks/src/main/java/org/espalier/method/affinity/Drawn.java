package org.espalier.method.affinity;

import java.util.SplittableRandom;
import org.espalier.benchmarks.Setup;

/** Affinities and planes that are drawn, the same in every process. */
record Drawn(LocalAffinities affinities, float[] planes) {
    static final double BETA = 8;
    static final long STEPS = 256;

    static Drawn of(Setup setup) {
        int height = setup.number("height");
        int width = setup.number("width");
        SplittableRandom random = new SplittableRandom(1);
        Stencil stencil = Stencil.of(5);
        float[][] values = new float[stencil.size()][height * width];
        for (int o = 0; o < values.length; o++) {
            Stencil.Offset offset = stencil.ahead().get(o);
            for (int i = 0; i < values[o].length; i++) {
                int x = i % width + offset.dx();
                boolean inside = x >= 0 && x < width && i / width + offset.dy() < height;
                float drawn = (float) random.nextDouble();
                values[o][i] = inside ? drawn : 0;
            }
        }
        float[] planes = new float[setup.number("labels") * height * width];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (float) random.nextDouble();
        }
        return new Drawn(new LocalAffinities(stencil, height, width, values), planes);
    }
}
