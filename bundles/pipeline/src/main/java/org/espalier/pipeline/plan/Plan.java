package org.espalier.pipeline.plan;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.api.data.ClassSet;
import org.espalier.api.dataset.Split;
import org.espalier.pipeline.settings.Parameters;
import org.espalier.pipeline.stages.Code;
import org.espalier.pipeline.stages.Plugged;
import org.espalier.pipeline.stages.Stages;
import org.espalier.runs.Fingerprint;
import org.espalier.runs.Manifest;

/**
 * A request with everything found and checked: what a run is going to do.
 *
 * @param code of each stage, by role
 */
public record Plan(
        String pipeline,
        Stages stages,
        Parameters parameters,
        String data,
        ClassSet classes,
        Split train,
        Split val,
        Map<String, Code> code) {

    /** Whether the segmenter learns from true masks. */
    public boolean supervised() {
        return parameters.supervised();
    }

    public LabelRule rule() {
        return new LabelRule(classes, parameters.background());
    }

    /** Of what the first stage learns from. */
    public String dataKey() throws IOException {
        Fingerprint key =
                new Fingerprint()
                        .add("dataset", stages.dataset().name())
                        .add("classes", classes)
                        .add("background", classes.background())
                        .add("train", train.fingerprint());
        if (supervised()) {
            key.add("masks", train.truthFingerprint());
        }
        return key.key();
    }

    /**
     * Of everything that a stage's result depends on.
     *
     * @param before the key of the stage before it
     */
    public String key(String role, Plugged<?> stage, String before) throws IOException {
        return new Fingerprint()
                .add("before", before)
                .add("role", role)
                .add("method", stage.name())
                .add("code", code.get(role).fingerprint())
                .add("seed", parameters.seed())
                .add(parameters.of(stage).values())
                .key();
    }

    private String runKey() throws IOException {
        String key = dataKey();
        for (Plugged<?> stage : stages.all()) {
            key = key(stage.role(), stage, key);
        }
        Fingerprint run =
                new Fingerprint()
                        .add("stages", key)
                        .add("background", parameters.background())
                        .add("val", val.fingerprint());
        if (parameters.join().isActive()) {
            run.add("join", parameters.join());
        }
        return run.key();
    }

    /**
     * Of what a segmenter and an earlier stage say together.
     *
     * @param refined the key of the earlier one
     */
    public String joinKey(String segmenter, String refined) throws IOException {
        return new Fingerprint()
                .add("before", segmenter)
                .add("with", refined)
                .add("join", parameters.join())
                .key();
    }

    public Manifest manifest() throws IOException {
        return new Manifest(
                pipeline,
                runKey(),
                supervised(),
                stages.dataset().name(),
                data,
                new TreeMap<>(Map.of("train", train.fingerprint(), "val", val.fingerprint())),
                train.name(),
                val.name(),
                classes.names(),
                classes.background().orElse(-1),
                parameters.seed(),
                stages.methods(),
                parameters.asked(),
                parameters.recorded(),
                versions(),
                machine());
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        code.values().forEach(c -> versions.putAll(c.versions()));
        return versions;
    }

    private static Map<String, String> machine() {
        Map<String, String> machine = new LinkedHashMap<>();
        Runtime runtime = Runtime.getRuntime();
        machine.put("processors", Integer.toString(runtime.availableProcessors()));
        // how the engine adds up depends on it
        machine.put("engineThreads", System.getenv().getOrDefault("OMP_NUM_THREADS", "all"));
        machine.put("heapMegabytes", Long.toString(runtime.maxMemory() >> 20));
        machine.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return machine;
    }
}
