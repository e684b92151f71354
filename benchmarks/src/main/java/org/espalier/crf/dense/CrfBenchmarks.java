package org.espalier.crf.dense;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the benchmarks and, before and after them, the yardstick; then prints for each the shortest
 * time, the median, and the shortest time in yardsticks. Takes JMH's own options, such as {@code -p
 * labels=4 -t 2 InferenceBenchmark}.
 */
public final class CrfBenchmarks {
    private static final Logger LOG = LoggerFactory.getLogger(CrfBenchmarks.class);

    private CrfBenchmarks() {}

    /** Runs them. */
    public static void main(String... args) throws RunnerException, CommandLineOptionException {
        var given = new CommandLineOptions(args);
        var chosen = new OptionsBuilder().parent(given).exclude("Yardstick");
        if (given.getIncludes().isEmpty()) {
            chosen.include("crf.dense");
        }
        List<RunResult> yardsticks = new ArrayList<>(yardstick());
        Collection<RunResult> results = new Runner(chosen.build()).run();
        yardsticks.addAll(yardstick());
        double arithmetic = shortest(yardsticks, "arithmetic");
        double memory = shortest(yardsticks, "memory");
        LOG.info("{}", row("yardstick arithmetic", arithmetic, arithmetic, arithmetic, memory));
        LOG.info("{}", row("yardstick memory", memory, memory, arithmetic, memory));
        for (RunResult result : results) {
            var statistics = result.getPrimaryResult().getStatistics();
            LOG.info(
                    "{}",
                    row(
                            name(result),
                            statistics.getMin(),
                            statistics.getPercentile(50),
                            arithmetic,
                            memory));
        }
    }

    private static Collection<RunResult> yardstick() throws RunnerException {
        return new Runner(new OptionsBuilder().include("Yardstick").build()).run();
    }

    private static double shortest(List<RunResult> results, String label) {
        return results.stream()
                .filter(result -> result.getPrimaryResult().getLabel().equals(label))
                .mapToDouble(result -> result.getPrimaryResult().getStatistics().getMin())
                .min()
                .orElse(Double.NaN);
    }

    private static String name(RunResult result) {
        var parameters = result.getParams();
        StringBuilder name = new StringBuilder(result.getPrimaryResult().getLabel());
        for (String key : parameters.getParamsKeys()) {
            name.append(' ').append(parameters.getParam(key));
        }
        return name.append(", threads ").append(parameters.getThreads()).toString();
    }

    private static String row(
            String name, double shortest, double median, double arithmetic, double memory) {
        return "%-50s %8.2f ms shortest %8.2f ms median %7.2f arithmetic %7.2f memory"
                .formatted(name, shortest, median, shortest / arithmetic, shortest / memory);
    }
}
