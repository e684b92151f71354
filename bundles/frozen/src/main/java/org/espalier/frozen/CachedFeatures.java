package org.espalier.frozen;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.espalier.api.data.Image;
import org.espalier.api.engine.WeightStore;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.work.OverLimitException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Features from a folder, and from a forward pass where they are not there yet. What is missing of
 * a view is computed in one pass, which ends with the last stage that is missing; who asks for what
 * is being computed waits for it. Safe for use by several threads; only the pass itself occupies
 * the engine.
 */
@Component(name = "org.espalier.frozen")
@Designate(ocd = FrozenConfiguration.class)
public final class CachedFeatures implements FrozenFeatures {
    private final FeatureKeys keys;
    private final Optional<FeatureFolder> folder;
    private final SingleFlight flights = new SingleFlight();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder passes = new LongAdder();

    /**
     * @param store knows the weights files, by whose content features are told apart
     */
    @Activate
    public CachedFeatures(@Reference WeightStore store, FrozenConfiguration configuration) {
        keys = new FeatureKeys(store);
        folder =
                configuration.enabled()
                        ? Optional.of(
                                new FeatureFolder(
                                        folder(configuration.folder()),
                                        (long) configuration.maxGigabytes() << 30))
                        : Optional.empty();
    }

    private static Path folder(String configured) {
        Path path =
                configured.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".espalier", "features")
                        : Path.of(configured.strip());
        return path.toAbsolutePath().normalize();
    }

    @Override
    public Map<String, FeatureMap> of(
            Image image, Backbone backbone, View view, Collection<String> stages)
            throws IOException {
        if (!backbone.isPretrained()) {
            throw new IllegalStateException(
                    backbone.name() + " is not pretrained: it has no frozen features");
        }
        Map<String, FeatureMap> found = new LinkedHashMap<>();
        // keeps the order of the names, whatever is missing
        stages.forEach(stage -> found.put(stage, null));
        found.keySet().forEach(backbone::indexOf);
        Map<String, String> names = new LinkedHashMap<>();
        for (String stage : found.keySet()) {
            names.put(stage, keys.key(image, backbone, view, stage));
        }
        while (found.containsValue(null)) {
            Map<String, CompletableFuture<Optional<FeatureMap>>> others =
                    findOrCompute(image, backbone, view, names, found);
            for (var other : others.entrySet()) {
                // where it failed it is tried again here, to fail with a reason
                SingleFlight.await(other.getValue())
                        .ifPresent(map -> hit(other.getKey(), map, found));
            }
        }
        return found;
    }

    /**
     * Leaves what others are computing, and waits for nobody: they may wait for what is computed
     * here. Whatever happens, all that was taken upon is landed.
     */
    private Map<String, CompletableFuture<Optional<FeatureMap>>> findOrCompute(
            Image image,
            Backbone backbone,
            View view,
            Map<String, String> names,
            Map<String, FeatureMap> found)
            throws IOException {
        Map<String, String> mine = new LinkedHashMap<>();
        Map<String, CompletableFuture<Optional<FeatureMap>>> others = new LinkedHashMap<>();
        try {
            for (var stage : names.entrySet()) {
                String key = stage.getValue();
                if (found.get(stage.getKey()) != null || find(stage.getKey(), key, found)) {
                    continue;
                }
                flights.board(key)
                        .ifPresentOrElse(
                                other -> others.put(stage.getKey(), other),
                                () -> mine.put(stage.getKey(), key));
            }
            // somebody may have landed between the look and the boarding
            List<String> missing = new ArrayList<>();
            for (var stage : mine.entrySet()) {
                if (!find(stage.getKey(), stage.getValue(), found)) {
                    missing.add(stage.getKey());
                }
            }
            if (!missing.isEmpty()) {
                compute(image, backbone, view, missing, names, found);
            }
        } finally {
            mine.forEach((stage, key) -> flights.land(key, found.get(stage)));
        }
        return others;
    }

    private boolean find(String stage, String key, Map<String, FeatureMap> found) {
        Optional<FeatureMap> kept = folder.flatMap(files -> files.find(key));
        kept.ifPresent(map -> hit(stage, map, found));
        return kept.isPresent();
    }

    private void hit(String stage, FeatureMap map, Map<String, FeatureMap> found) {
        hits.increment();
        found.put(stage, map);
    }

    private void compute(
            Image image,
            Backbone backbone,
            View view,
            List<String> stages,
            Map<String, String> keys,
            Map<String, FeatureMap> found)
            throws IOException {
        misses.add(stages.size());
        passes.increment();
        try {
            Map<String, List<FeatureMap>> computed =
                    backbone.features(view.batch(image, backbone), stages, backbone.pretrained());
            for (String stage : stages) {
                byte[] bytes = FeatureFile.encode(computed.get(stage).get(0));
                // what is handed out is what a file would give
                found.put(stage, FeatureFile.decode(bytes).orElseThrow());
                folder.ifPresent(kept -> kept.keep(keys.get(stage), bytes));
            }
        } catch (OutOfMemoryError e) {
            throw new OverLimitException(
                    "its features do not fit into memory; give Java more (-Xmx)", e);
        }
    }

    @Override
    public Statistics statistics() {
        return new Statistics(hits.sum(), misses.sum(), passes.sum());
    }
}
