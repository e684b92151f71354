package org.espalier.method.affinity;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * 256 steps of the random walk at radius 5, on one thread. The grids are an eighth and a quarter of
 * 500 x 375 pixels, rounded up.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class WalkBenchmark {
    private static final double BETA = 8;
    private static final long STEPS = 256;

    /** Rows and columns of the grid. */
    @Param({"47x63", "94x125"})
    public String grid;

    /** How many planes walk: the background and the classes of the image. */
    @Param({"4", "21"})
    public int labels;

    private LocalAffinities affinities;
    private Transition transition;
    private float[] planes;

    /** Draws affinities and planes. */
    @Setup
    public void draw() {
        int height = Integer.parseInt(grid.substring(0, grid.indexOf('x')));
        int width = Integer.parseInt(grid.substring(grid.indexOf('x') + 1));
        SplittableRandom random = new SplittableRandom(1);
        Stencil stencil = Stencil.of(5);
        float[][] values = new float[stencil.size()][height * width];
        for (float[] plane : values) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = (float) random.nextDouble();
            }
        }
        affinities = new LocalAffinities(stencil, height, width, values);
        transition = new Transition(affinities, BETA);
        planes = new float[labels * height * width];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (float) random.nextDouble();
        }
    }

    /** From affinities to what the walk takes. */
    @Benchmark
    public Transition transition() {
        return new Transition(affinities, BETA);
    }

    /** All steps. */
    @Benchmark
    public float[] walk() {
        return transition.apply(planes, STEPS);
    }
}
