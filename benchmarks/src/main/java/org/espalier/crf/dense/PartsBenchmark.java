package org.espalier.crf.dense;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The parts of an inference by themselves: building a lattice, one filtering, one softmax. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx3g", "--add-modules", "jdk.incubator.vector"})
public class PartsBenchmark {
    private static final int BLOCK = 256;

    /** Lattices that are there already, and values to filter. */
    @State(Scope.Benchmark)
    public static class Built {
        Term gaussian;
        Term bilateral;
        float[] values;
        float[] block;
        int stride;

        /** Builds them. */
        @Setup(Level.Trial)
        public void build(Setting setting) {
            stride = setting.engine.choice().now().stride(setting.labels);
            ArrayPool pool = setting.engine.pool();
            gaussian = new Term(new Kernel(spatial(setting), 3), stride, true, pool);
            bilateral = new Term(new Kernel(appearance(setting), 10), stride, true, pool);
            values = new float[Photograph.WIDTH * Photograph.HEIGHT * stride];
            block = new float[(BLOCK + 1) * stride];
            java.util.Arrays.fill(values, 0.25f);
        }
    }

    private static Lattice spatial(Setting setting) {
        return SpatialLattice.build(
                new PixelOrder(Photograph.WIDTH, Photograph.HEIGHT), 3, setting.engine.pool());
    }

    private static Lattice appearance(Setting setting) {
        return BilateralLattice.build(
                setting.image,
                setting.parameters.bilateralWidth(),
                setting.parameters.colourWidth(),
                setting.engine.pool());
    }

    /** The lattice of the smoothness kernel with its normaliser. */
    @Benchmark
    public int spatialLattice(Setting setting) {
        Lattice lattice = spatial(setting);
        lattice.release(setting.engine.pool());
        return lattice.vertices;
    }

    /** The lattice of the appearance kernel with its normaliser. */
    @Benchmark
    public int bilateralLattice(Setting setting) {
        Lattice lattice = appearance(setting);
        lattice.release(setting.engine.pool());
        return lattice.vertices;
    }

    /** Splat, blur and slice with the smoothness kernel. */
    @Benchmark
    public float spatialFilter(Setting setting, Built built) {
        return filter(setting.engine.choice().now(), built.gaussian, built);
    }

    /** Splat, blur and slice with the appearance kernel. */
    @Benchmark
    public float bilateralFilter(Setting setting, Built built) {
        return filter(setting.engine.choice().now(), built.bilateral, built);
    }

    private static float filter(LabelMath math, Term term, Built built) {
        int pixels = term.lattice.pixels;
        int stride = built.stride;
        term.clear();
        for (int p = 0; p < pixels; p += BLOCK) {
            int count = Math.min(BLOCK, pixels - p);
            System.arraycopy(built.values, p * stride, built.block, 0, count * stride);
            math.send(term, p, count, built.block);
        }
        for (int axis = 0; axis < term.lattice.corners; axis++) {
            math.blur(term, axis, 0, term.lattice.chains(axis).starts().length - 1);
        }
        term.swap();
        for (int p = 0; p < pixels; p += BLOCK) {
            math.receive(term, p, Math.min(BLOCK, pixels - p), built.block);
        }
        return built.block[0];
    }

    /** The softmax of all pixels. */
    @Benchmark
    public float softmax(Setting setting, Built built) {
        int pixels = Photograph.WIDTH * Photograph.HEIGHT;
        int stride = built.stride;
        for (int p = 0; p < pixels; p += BLOCK) {
            int count = Math.min(BLOCK, pixels - p);
            System.arraycopy(built.values, p * stride, built.block, 0, count * stride);
            setting.engine.choice().now().softmax(built.block, count, stride);
        }
        return built.block[0];
    }
}
