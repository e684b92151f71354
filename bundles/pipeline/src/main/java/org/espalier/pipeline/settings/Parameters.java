package org.espalier.pipeline.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.api.configuration.ConfigurationChecker;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.pipeline.stages.Join;
import org.espalier.pipeline.stages.Plugged;
import org.espalier.pipeline.stages.Stages;
import org.espalier.work.TimeLimits;

/** Everything that was set for a run, sorted by what it is meant for. */
public final class Parameters {
    private static final List<String> OWN =
            List.of(
                    "seed",
                    "background",
                    "join",
                    "joinWeight",
                    "threads",
                    "imageSeconds",
                    "stallSeconds",
                    "learnSeconds");

    private final Map<String, LayeredSettings> stages = new LinkedHashMap<>();
    private final Map<String, String> asked;
    private final long seed;
    private final double background;
    private final Join join;
    private final int threads;
    private final boolean supervised;
    private final TimeLimits limits;

    /**
     * @param properties the pipeline's configuration
     * @param run what was set for this run alone
     */
    public Parameters(
            Stages plugged,
            PipelineConfiguration configuration,
            Map<String, Object> properties,
            String file,
            Map<String, String> run,
            ConfigurationChecker checker) {
        asked = new TreeMap<>(run);
        for (Plugged<?> stage : plugged.all()) {
            Map<String, Object> inFile = under(stage.role(), properties);
            if (stage.role().equals("dataset") && !isChosenBy(configuration, stage)) {
                inFile = Map.of();
            }
            stages.put(
                    stage.role(),
                    LayeredSettings.of(stage, checker, inFile, file, under(stage.role(), run)));
        }
        Map<String, String> own = new LinkedHashMap<>(run);
        Stages.roles().forEach(role -> own.keySet().removeIf(key -> key.startsWith(role + ".")));
        for (String key : own.keySet()) {
            if (!OWN.contains(key)) {
                throw new InvalidConfigurationException(
                        "--set " + key,
                        "no such parameter",
                        "use %s, or a stage's as in localizer.epochs=12"
                                .formatted(String.join(", ", OWN)));
            }
        }
        Map<String, Object> values = checker.convert(PipelineConfiguration.PID, own, "--set", "");
        seed = number(values, "seed", configuration.seed()).longValue();
        background = number(values, "background", configuration.background()).doubleValue();
        join =
                new Join(
                        String.valueOf(values.getOrDefault("join", configuration.join())).strip(),
                        number(values, "joinWeight", configuration.joinWeight()).doubleValue());
        join.check(plugged, own.containsKey("join") ? "--set join" : file + ", key join");
        supervised = configuration.supervised();
        int wanted = number(values, "threads", configuration.threads()).intValue();
        threads = wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors();
        limits =
                TimeLimits.ofSeconds(
                        number(values, "imageSeconds", configuration.imageSeconds()).intValue(),
                        number(values, "stallSeconds", configuration.stallSeconds()).intValue(),
                        number(values, "learnSeconds", configuration.learnSeconds()).intValue());
    }

    private static Number number(Map<String, Object> set, String key, Number otherwise) {
        return (Number) set.getOrDefault(key, otherwise);
    }

    /** The file's parameters for a data set are meant for the format that it names. */
    private static boolean isChosenBy(PipelineConfiguration configuration, Plugged<?> dataset) {
        return configuration.dataset_target().contains("=" + dataset.name() + ")");
    }

    private static <V> Map<String, V> under(String role, Map<String, V> all) {
        Map<String, V> mine = new LinkedHashMap<>();
        all.forEach(
                (key, value) -> {
                    if (key.startsWith(role + ".")
                            && !key.equals(role + ".target")
                            && !key.endsWith(".cardinality.minimum")) {
                        mine.put(key.substring(role.length() + 1), value);
                    }
                });
        return mine;
    }

    public LayeredSettings of(Plugged<?> stage) {
        return stages.get(stage.role());
    }

    public long seed() {
        return seed;
    }

    public double background() {
        return background;
    }

    /** What is taken together with the segmenter. */
    public Join join() {
        return join;
    }

    /** From the pipeline's file alone: no command line turns a weak run into one with masks. */
    public boolean supervised() {
        return supervised;
    }

    public int threads() {
        return threads;
    }

    /** No part of what a run depends on: they decide whether it comes to its end. */
    public TimeLimits limits() {
        return limits;
    }

    /** What was set for this run alone. */
    public Map<String, String> asked() {
        return asked;
    }

    /** All parameters of all stages, as a run records them. */
    public Map<String, Map<String, Object>> recorded() {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        stages.forEach((role, settings) -> all.put(role, settings.values()));
        Map<String, Object> own = new TreeMap<>(Map.of("background", background));
        join.record(own);
        all.put("pipeline", own);
        return all;
    }
}
