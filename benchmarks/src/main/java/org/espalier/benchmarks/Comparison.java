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
 * meets all of them alike. Results are compared before times count: times of one whose result is
 * another do not.
 */
final class Comparison {
    private static final Logger LOG = LoggerFactory.getLogger(Comparison.class);

    private final int warmUps;
    private final int rounds;
    private final Entrant yardstick;

    /**
     * @param warmUps runs before those that count, at least 1: what is compared is of the first
     * @param rounds runs that count
     * @param yardstick takes its turn with the others where there are published seconds, and says
     *     how far these are to be stretched
     */
    Comparison(int warmUps, int rounds, Entrant yardstick) {
        this.warmUps = warmUps;
        this.rounds = rounds;
        this.yardstick = yardstick;
    }

    /**
     * Measures.
     *
     * @return a figure for each entrant, in their order. One that fails, or whose result is another
     *     than ours, is told as skipped; where ours fails all are
     */
    List<Figure> of(Part part) {
        Map<Entrant, Figure> figures = new LinkedHashMap<>();
        Map<Entrant, WorkerProcess> workers = new LinkedHashMap<>();
        try {
            for (Entrant entrant : part.entrants()) {
                start(part, entrant, workers, figures);
            }
            if (part.entrants().stream().anyMatch(entrant -> entrant.published() > 0)) {
                workers.put(yardstick, new WorkerProcess(yardstick, 1));
            }
            measure(part, workers, figures);
        } catch (IOException e) {
            LOG.warn("{}: failed: {}", part.name(), e.getMessage());
            for (Entrant entrant : part.entrants()) {
                figures.put(entrant, Figure.skipped(part, entrant, "ours: " + e.getMessage()));
            }
        } finally {
            workers.values().forEach(WorkerProcess::close);
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
            return;
        }
        try {
            workers.put(entrant, new WorkerProcess(entrant, part.threads()));
        } catch (IOException e) {
            skip(part, entrant, e, figures);
        }
    }

    private static void skip(
            Part part, Entrant entrant, IOException e, Map<Entrant, Figure> figures)
            throws IOException {
        if (entrant == part.entrants().get(0)) {
            throw e;
        }
        LOG.warn("{}, {}: skipped: {}", part.name(), entrant.label(), e.getMessage());
        figures.put(entrant, Figure.skipped(part, entrant, e.getMessage()));
    }

    private void measure(
            Part part, Map<Entrant, WorkerProcess> workers, Map<Entrant, Figure> figures)
            throws IOException {
        Map<Entrant, Double> differences = new LinkedHashMap<>();
        Map<Entrant, List<Double>> seconds = new LinkedHashMap<>();
        float[] ours = null;
        for (Map.Entry<Entrant, WorkerProcess> worker : workers.entrySet()) {
            Entrant entrant = worker.getKey();
            try {
                double first = worker.getValue().run();
                float[] result = worker.getValue().result();
                ours = ours == null ? result : ours;
                differences.put(
                        entrant,
                        entrant == yardstick ? Double.NaN : difference(part, ours, result));
                seconds.put(entrant, new ArrayList<>(part.once() ? List.of(first) : List.of()));
            } catch (IOException e) {
                skip(part, entrant, e, figures);
            }
        }
        List<Entrant> order = new ArrayList<>(seconds.keySet());
        for (int round = part.once() ? rounds : 1 - warmUps; round < rounds; round++) {
            for (Entrant entrant : order) {
                double time = workers.get(entrant).run();
                if (round >= 0) {
                    seconds.get(entrant).add(time);
                }
            }
            Collections.reverse(order);
        }
        double stretch = stretch(seconds.remove(yardstick));
        for (Entrant entrant : part.entrants()) {
            if (!entrant.isMeasured()) {
                List<Double> none = Collections.nCopies(Math.max(1, rounds), 0.0);
                figures.put(entrant, figure(part, entrant, none, 0, Double.NaN, stretch));
            } else if (seconds.containsKey(entrant)) {
                List<Double> times = seconds.get(entrant);
                long peak = workers.get(entrant).peakKib();
                double difference = differences.get(entrant);
                figures.put(entrant, figure(part, entrant, times, peak, difference, stretch));
            }
        }
    }

    /** How much longer than where published times were taken it takes here and now. */
    private static double stretch(List<Double> seconds) {
        if (seconds == null) {
            return 1;
        }
        double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2] / Catalogue.YARDSTICK;
    }

    private static Figure figure(
            Part part,
            Entrant entrant,
            List<Double> seconds,
            long peak,
            double difference,
            double stretch) {
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

    private static double difference(Part part, float[] ours, float[] theirs) throws IOException {
        if (Double.isNaN(part.tolerance())) {
            return Double.NaN;
        }
        double most = ours.length == theirs.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
            double d = Math.abs((double) ours[i] - theirs[i]);
            most = Double.isNaN(d) ? Double.POSITIVE_INFINITY : Math.max(most, d);
        }
        if (most > part.tolerance()) {
            throw new IOException(
                    "its result differs from ours by %s, more than %s"
                            .formatted(most, part.tolerance()));
        }
        return most;
    }
}
