package org.espalier.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the entrants of a part in turns, each in its process, so that whatever else the machine does
 * meets all of them alike. Results are compared before times count.
 */
final class Comparison {
    private static final Logger LOG = LoggerFactory.getLogger(Comparison.class);

    private final int warmUps;
    private final int rounds;
    private final double stretch;

    /**
     * @param stretch of published seconds
     */
    Comparison(int warmUps, int rounds, double stretch) {
        this.warmUps = warmUps;
        this.rounds = rounds;
        this.stretch = stretch;
    }

    /**
     * Measures.
     *
     * @return a figure for each entrant, in their order; one that cannot be started is skipped
     * @throws IOException when ours fails, or when a result differs by more than the tolerance
     */
    List<Figure> of(Part part) throws IOException {
        Map<Entrant, Figure> figures = new LinkedHashMap<>();
        Map<Entrant, WorkerProcess> workers = new LinkedHashMap<>();
        try {
            for (Entrant entrant : part.entrants()) {
                start(part, entrant, workers, figures);
            }
            measure(part, workers, figures);
        } finally {
            for (WorkerProcess worker : workers.values()) {
                worker.close();
            }
        }
        return part.entrants().stream().map(figures::get).toList();
    }

    private void start(
            Part part,
            Entrant entrant,
            Map<Entrant, WorkerProcess> workers,
            Map<Entrant, Figure> figures)
            throws IOException {
        if (!entrant.isMeasured()) {
            figures.put(entrant, figure(part, entrant, List.of(0.0), 0, Double.NaN));
            return;
        }
        try {
            workers.put(entrant, new WorkerProcess(entrant, part.threads()));
        } catch (IOException e) {
            if (entrant == part.entrants().get(0)) {
                throw e;
            }
            LOG.warn("{}, {}: skipped: {}", part.name(), entrant.label(), e.getMessage());
            figures.put(entrant, Figure.skipped(part, entrant, e.getMessage()));
        }
    }

    private void measure(
            Part part, Map<Entrant, WorkerProcess> workers, Map<Entrant, Figure> figures)
            throws IOException {
        Map<Entrant, Double> differences = new LinkedHashMap<>();
        Map<Entrant, List<Double>> seconds = new LinkedHashMap<>();
        float[] ours = null;
        for (Entrant entrant : workers.keySet()) {
            WorkerProcess worker = workers.get(entrant);
            List<Double> times = new ArrayList<>();
            seconds.put(entrant, times);
            double first = worker.run();
            if (part.once()) {
                times.add(first);
            }
            if (!Double.isNaN(part.tolerance())) {
                float[] result = worker.result();
                ours = ours == null ? result : ours;
                differences.put(entrant, difference(part, entrant, ours, result));
            }
        }
        List<Entrant> order = new ArrayList<>(workers.keySet());
        for (int round = part.once() ? rounds : 1 - warmUps; round < rounds; round++) {
            for (Entrant entrant : order) {
                double time = workers.get(entrant).run();
                if (round >= 0) {
                    seconds.get(entrant).add(time);
                }
            }
            Collections.reverse(order);
        }
        for (Entrant entrant : workers.keySet()) {
            double difference = differences.getOrDefault(entrant, Double.NaN);
            long peak = workers.get(entrant).peakKib();
            figures.put(entrant, figure(part, entrant, seconds.get(entrant), peak, difference));
        }
    }

    private Figure figure(
            Part part, Entrant entrant, List<Double> seconds, long peak, double difference) {
        double more = entrant.published() * part.images() * stretch;
        return new Figure(
                part.name(),
                entrant.label(),
                part.images(),
                part.threads(),
                seconds.stream().mapToDouble(s -> s + more).toArray(),
                peak,
                difference,
                more == 0
                        ? ""
                        : "published %.0f ms an image, by the yardstick %.0f ms"
                                .formatted(
                                        1000 * entrant.published(), 1000 * more / part.images()));
    }

    private static double difference(Part part, Entrant entrant, float[] ours, float[] theirs)
            throws IOException {
        double most = ours.length == theirs.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
            double d = Math.abs((double) ours[i] - theirs[i]);
            most = Double.isNaN(d) ? Double.POSITIVE_INFINITY : Math.max(most, d);
        }
        if (most > part.tolerance()) {
            throw new IOException(
                    "%s, %s: differs from ours by %s; at most %s would be the same result"
                            .formatted(part.name(), entrant.label(), most, part.tolerance()));
        }
        return most;
    }
}
