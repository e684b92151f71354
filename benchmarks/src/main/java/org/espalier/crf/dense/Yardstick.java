package org.espalier.crf.dense;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the machine itself can do at the moment, so that figures from different machines, or from a
 * busy one, can be put in relation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class Yardstick {
    private final float[] near = new float[4096];
    private final float[] far = new float[8 << 20];
    private final float[] away = new float[8 << 20];

    /** Eight million rounds of four multiplications and additions, in the nearest cache. */
    @Benchmark
    public float arithmetic() {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int round = 0; round < 8192; round++) {
            for (int i = 0; i < near.length; i += 4) {
                a = a * 0.999f + near[i];
                b = b * 0.999f + near[i + 1];
                c = c * 0.999f + near[i + 2];
                d = d * 0.999f + near[i + 3];
            }
        }
        return a + b + c + d;
    }

    /** 96 megabytes through the processor: two arrays are read, one of them is written. */
    @Benchmark
    public float memory() {
        for (int i = 0; i < far.length; i++) {
            away[i] = away[i] * 0.5f + far[i];
        }
        return away[0];
    }
}
