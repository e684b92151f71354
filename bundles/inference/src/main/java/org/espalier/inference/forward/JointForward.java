package org.espalier.inference.forward;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Normalisation;
import org.espalier.inference.Parameters;
import org.espalier.inference.turns.Joint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The features of images of one size, for whoever wants the same stages of the same network. Before
 * the first batch of a shape, drawn values are computed both ways, together and one by one: if a
 * bit differs, batches of that shape are never used.
 */
final class JointForward implements Joint<float[], Map<String, FeatureMap>> {
    private static final Logger LOG = LoggerFactory.getLogger(JointForward.class);

    private final Trust.Subject subject;
    private final Parameters parameters;
    private final int most;
    private final Trust trust;
    private final Pass pass;

    /** A forward pass, in a job. */
    @FunctionalInterface
    interface Pass {
        /** By stage, a map an image. */
        Map<String, List<FeatureMap>> of(ImageBatch batch) throws IOException;
    }

    /**
     * @param parameters the same ones for all
     * @param most images at once
     */
    JointForward(Trust.Subject subject, Parameters parameters, int most, Trust trust, Pass pass) {
        this.subject = subject;
        this.parameters = parameters;
        this.most = most;
        this.trust = trust;
        this.pass = pass;
    }

    @Override
    public int most() {
        return most;
    }

    /** Planes in, features by stage out. Batches are of 2, 4, 8 images, so that few are tried. */
    @Override
    public List<Map<String, FeatureMap>> of(List<float[]> items) throws IOException {
        List<Map<String, FeatureMap>> all = new ArrayList<>();
        while (all.size() < items.size()) {
            int count = Integer.highestOneBit(items.size() - all.size());
            all.addAll(some(items.subList(all.size(), all.size() + count)));
        }
        return all;
    }

    private List<Map<String, FeatureMap>> some(List<float[]> items) throws IOException {
        if (items.size() == 1 || isTrusted(items.size())) {
            return together(items);
        }
        return oneByOne(items);
    }

    private boolean isTrusted(int images) throws IOException {
        Boolean known = trust.of(subject, images);
        if (known == null) {
            List<float[]> drawn = drawn(images);
            known = same(oneByOne(drawn), together(drawn));
            trust.found(subject, images, known);
            LOG.debug("{} images of {} give the same at once: {}", images, subject, known);
        }
        return known;
    }

    /** Values of all kinds: what is even all over could be equal by chance. */
    private List<float[]> drawn(int images) {
        SplittableRandom random = new SplittableRandom(images);
        List<float[]> drawn = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            float[] planes = new float[3 * subject.height() * subject.width()];
            for (int k = 0; k < planes.length; k++) {
                planes[k] = (float) (4 * random.nextDouble() - 2);
            }
            drawn.add(planes);
        }
        return drawn;
    }

    private List<Map<String, FeatureMap>> oneByOne(List<float[]> items) throws IOException {
        List<Map<String, FeatureMap>> all = new ArrayList<>();
        for (float[] item : items) {
            all.addAll(together(List.of(item)));
        }
        return all;
    }

    private List<Map<String, FeatureMap>> together(List<float[]> items) throws IOException {
        ImageBatch batch =
                new ImageBatch(subject.width(), subject.height(), Normalisation.symmetric());
        items.forEach(batch::addPlanes);
        Map<String, List<FeatureMap>> features = pass.of(batch);
        List<Map<String, FeatureMap>> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Map<String, FeatureMap> own = new LinkedHashMap<>();
            for (Map.Entry<String, List<FeatureMap>> stage : features.entrySet()) {
                own.put(stage.getKey(), stage.getValue().get(i));
            }
            all.add(own);
        }
        return all;
    }

    private static boolean same(
            List<Map<String, FeatureMap>> some, List<Map<String, FeatureMap>> others) {
        for (int i = 0; i < some.size(); i++) {
            for (Map.Entry<String, FeatureMap> stage : some.get(i).entrySet()) {
                float[] other = others.get(i).get(stage.getKey()).values();
                if (!Arrays.equals(stage.getValue().values(), other)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JointForward forward
                && subject.equals(forward.subject)
                && parameters == forward.parameters;
    }

    @Override
    public int hashCode() {
        return Objects.hash(subject, System.identityHashCode(parameters));
    }
}
