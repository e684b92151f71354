package org.espalier.crf.dense;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.espalier.api.data.ScoreMap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** A whole inference of ten iterations: both lattices, unary term, mean field. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx3g", "--add-modules", "jdk.incubator.vector"})
public class InferenceBenchmark {
    /** One image after the other; with -t 2, two at a time. */
    @Benchmark
    public ScoreMap inference(Setting setting) throws IOException {
        try (var terms = new WholeTerms(setting.image, setting.parameters, setting.engine)) {
            return terms.infer(setting.unary);
        }
    }
}
