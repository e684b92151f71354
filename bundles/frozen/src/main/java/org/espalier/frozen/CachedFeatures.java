package org.espalier.frozen;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.espalier.api.data.Image;
import org.espalier.api.engine.WeightStore;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Features from a folder, and from a forward pass where they are not there yet. What is missing of
 * a view is computed in one pass, which ends with the last stage that is missing. Safe for use by
 * several threads; only the pass itself occupies the engine.
 */
@Component(name = "org.espalier.frozen")
@Designate(ocd = FrozenConfiguration.class)
public final class CachedFeatures implements FrozenFeatures {
    private final FeatureKeys keys;
    private final Optional<FeatureFolder> folder;
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
        Set<String> wanted = new LinkedHashSet<>(stages);
        wanted.forEach(backbone::indexOf);
        List<String> missing = new ArrayList<>();
        for (String stage : wanted) {
            Optional<FeatureMap> kept = find(image, backbone, view, stage);
            // keeps the order of the names, whatever is missing
            found.put(stage, kept.orElse(null));
            if (kept.isEmpty()) {
                missing.add(stage);
            }
        }
        hits.add(wanted.size() - missing.size());
        if (!missing.isEmpty()) {
            misses.add(missing.size());
            compute(image, backbone, view, missing, found);
        }
        return found;
    }

    private Optional<FeatureMap> find(Image image, Backbone backbone, View view, String stage)
            throws IOException {
        return folder.isEmpty()
                ? Optional.empty()
                : folder.get().find(keys.key(image, backbone, view, stage));
    }

    private void compute(
            Image image,
            Backbone backbone,
            View view,
            List<String> stages,
            Map<String, FeatureMap> to)
            throws IOException {
        passes.increment();
        Map<String, List<FeatureMap>> computed =
                backbone.features(view.batch(image, backbone), stages, backbone.pretrained());
        for (String stage : stages) {
            byte[] bytes = FeatureFile.encode(computed.get(stage).get(0));
            // what is handed out is what a file would give
            to.put(stage, FeatureFile.decode(bytes).orElseThrow());
            if (folder.isPresent()) {
                folder.get().keep(keys.key(image, backbone, view, stage), bytes);
            }
        }
    }

    @Override
    public Statistics statistics() {
        return new Statistics(hits.sum(), misses.sum(), passes.sum());
    }
}
