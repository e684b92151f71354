package org.espalier.method.affinity;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.espalier.benchmarks.Contender;
import org.espalier.benchmarks.Setup;
import org.espalier.inference.DeviceArrays;

/**
 * The walk as published: a dense matrix of all pairs of cells, squared eight times by the BLAS that
 * MXNet brings (OpenBLAS), then multiplied with the planes.
 */
public final class DenseWalk implements Contender {
    private final NDManager manager = Engine.getEngine("MXNet").newBaseManager();
    private final Drawn drawn;

    /** Draws the same affinities and planes. */
    public DenseWalk(Setup setup) {
        drawn = Drawn.of(setup);
    }

    @Override
    public float[] run() {
        int cells = drawn.affinities().height() * drawn.affinities().width();
        try (NDManager job = manager.newSubManager()) {
            NDArray t = DeviceArrays.of(job, transition(cells), new Shape(cells, cells));
            for (long steps = 1; steps < Drawn.STEPS; steps *= 2) {
                NDArray squared = t.matMul(t);
                t.close();
                t = squared;
            }
            NDArray planes =
                    DeviceArrays.of(
                            job, drawn.planes(), new Shape(drawn.planes().length / cells, cells));
            return planes.matMul(t).toFloatArray();
        }
    }

    /** Columns sum to 1. */
    private float[] transition(int cells) {
        LocalAffinities affinities = drawn.affinities();
        float[] t = new float[cells * cells];
        double[] sum = new double[cells];
        java.util.Arrays.fill(sum, 1);
        for (int i = 0; i < cells; i++) {
            t[i * cells + i] = 1;
        }
        for (int o = 0; o < affinities.values().length; o++) {
            Stencil.Offset offset = affinities.stencil().ahead().get(o);
            int step = offset.dy() * affinities.width() + offset.dx();
            for (int i = 0; i < cells; i++) {
                float w = (float) Math.pow(affinities.values()[o][i], Drawn.BETA);
                if (w > 0) {
                    t[i * cells + i + step] = w;
                    t[(i + step) * cells + i] = w;
                    sum[i] += w;
                    sum[i + step] += w;
                }
            }
        }
        for (int i = 0; i < cells * cells; i++) {
            t[i] = (float) (t[i] / sum[i % cells]);
        }
        return t;
    }

    @Override
    public void close() {
        manager.close();
    }
}
