package org.espalier.runs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What differs between two finished runs.
 *
 * @param first what is compared with
 * @param second what is compared
 * @param sameData whether both learned from and were scored on the same images
 * @param configuration what they were asked to do differently
 * @param stages mIoU of every row that both have, as {@code stage split tags}
 * @param judged the rows that classes and images are compared by; empty where one has none
 * @param classes IoU of each class there, greatest gain first
 * @param images mIoU of each image there that both know, greatest change first
 */
public record RunComparison(
        String first,
        String second,
        boolean sameData,
        List<Difference> configuration,
        List<Gain> stages,
        String judged,
        List<Gain> classes,
        List<Gain> images) {
    private static final String BUNDLE = "bundle ";

    /**
     * A thing that was asked for differently.
     *
     * @param key {@code seed}, {@code localizer}, {@code localizer.epochs} …
     * @param first its value there, or null
     * @param second its value there, or null
     */
    public record Difference(String key, String first, String second) {}

    /**
     * A score of both.
     *
     * @param first in [0, 1], or null
     * @param second in [0, 1], or null
     */
    public record Gain(String name, Double first, Double second) {
        /** How much the second is better; NaN where one has no score. */
        public double gain() {
            return first == null || second == null ? Double.NaN : second - first;
        }
    }

    /**
     * Compares.
     *
     * @throws org.espalier.api.data.BadInputException when a file is missing or damaged
     */
    public static RunComparison of(RunFolder first, RunFolder second) throws IOException {
        RunSummary a = RunSummary.read(first);
        RunSummary b = RunSummary.read(second);
        RunScores scoresA = RunScores.read(first);
        RunScores scoresB = RunScores.read(second);
        List<Gain> stages = new ArrayList<>();
        for (RunScores.Row row : scoresB.rows()) {
            scoresA.like(row)
                    .ifPresent(
                            other ->
                                    stages.add(
                                            new Gain(
                                                    "%s on %s, tags %s"
                                                            .formatted(
                                                                    row.stage(),
                                                                    row.split(),
                                                                    row.tags()),
                                                    other.mIoU(),
                                                    row.mIoU())));
        }
        Optional<RunScores.Row> lastA = scoresA.last(a.manifest().val());
        Optional<RunScores.Row> lastB = scoresB.last(b.manifest().val());
        boolean both = lastA.isPresent() && lastB.isPresent();
        return new RunComparison(
                a.name(),
                b.name(),
                a.sameData(b),
                differences(a.manifest(), b.manifest()),
                stages,
                both ? lastA.get().stage() + " and " + lastB.get().stage() : "",
                both ? classes(lastA.get(), lastB.get()) : List.of(),
                both && a.sameData(b) ? images(lastA.get(), lastB.get()) : List.of());
    }

    private static List<Gain> classes(RunScores.Row a, RunScores.Row b) {
        List<Gain> gains = new ArrayList<>();
        b.iou().forEach((name, iou) -> gains.add(new Gain(name, a.iou().get(name), iou)));
        gains.sort(
                Comparator.comparingDouble(
                        g -> Double.isNaN(g.gain()) ? Double.POSITIVE_INFINITY : -g.gain()));
        return gains;
    }

    private static List<Gain> images(RunScores.Row a, RunScores.Row b) {
        List<Gain> gains = new ArrayList<>();
        b.imageIoU()
                .forEach(
                        (id, iou) -> {
                            Gain gain = new Gain(id, a.imageIoU().get(id), iou);
                            if (!Double.isNaN(gain.gain())) {
                                gains.add(gain);
                            }
                        });
        gains.sort(
                Comparator.comparingDouble((Gain g) -> -Math.abs(g.gain()))
                        .thenComparing(Gain::name));
        return gains;
    }

    private static List<Difference> differences(Manifest a, Manifest b) {
        Map<String, String> of = asked(a);
        Map<String, String> with = asked(b);
        TreeSet<String> keys = new TreeSet<>(of.keySet());
        keys.addAll(with.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(of.get(key), with.get(key)))
                .filter(key -> isWorthTelling(key, of, with))
                .map(key -> new Difference(key, of.get(key), with.get(key)))
                .toList();
    }

    /**
     * Where a stage has another method, that is told, and not every parameter that comes with it;
     * nor are bundles that one run alone used.
     */
    private static boolean isWorthTelling(
            String key, Map<String, String> of, Map<String, String> with) {
        if (key.startsWith(BUNDLE)) {
            return of.containsKey(key) && with.containsKey(key);
        }
        int dot = key.indexOf('.');
        String stage = dot < 0 ? key : key.substring(0, dot);
        return dot < 0 || Objects.equals(of.get(stage), with.get(stage));
    }

    /** All that was asked, by key. */
    private static Map<String, String> asked(Manifest manifest) {
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("pipeline", manifest.pipeline());
        asked.put("supervised", "" + manifest.supervised());
        asked.put("data", manifest.data());
        asked.put("train", manifest.train());
        asked.put("val", manifest.val());
        asked.put("seed", "" + manifest.seed());
        each(manifest.fingerprints(), (name, value) -> asked.put("fingerprint of " + name, value));
        each(manifest.stages(), asked::put);
        each(
                manifest.settings(),
                (stage, settings) ->
                        each(settings, (key, value) -> asked.put(stage + "." + key, "" + value)));
        each(manifest.bundles(), (name, version) -> asked.put(BUNDLE + name, version));
        asked.values().removeIf(Objects::isNull);
        return asked;
    }

    /** A manifest of another version may lack a part. */
    private static <V> void each(
            Map<String, V> part, java.util.function.BiConsumer<String, V> action) {
        if (part != null) {
            part.forEach(action);
        }
    }
}
