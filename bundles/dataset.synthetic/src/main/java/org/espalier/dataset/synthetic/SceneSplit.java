package org.espalier.dataset.synthetic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.api.data.Failure;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.dataset.Split;
import org.espalier.api.files.Sha256;

/** Scenes by their number; painted when asked for. */
final class SceneSplit implements Split {
    private final String name;
    private final SyntheticConfiguration configuration;
    private final List<Sample> samples;
    private final Map<String, Integer> numbers = new HashMap<>();

    SceneSplit(String name, int count, SyntheticConfiguration configuration) {
        this.name = name;
        this.configuration = configuration;
        this.samples = IntStream.range(0, count).mapToObj(this::sample).toList();
        for (int number = 0; number < count; number++) {
            numbers.put(samples.get(number).id(), number);
        }
    }

    private Sample sample(int number) {
        return new Sample(
                "%s-%04d".formatted(name, number),
                scene(number).tags(),
                () -> SceneArtist.paint(scene(number)));
    }

    /** The classes take turns, so that even a few scenes have them all. */
    private Scene scene(int number) {
        long seed = mix(mix(mix(configuration.seed()) ^ name.hashCode()) + number);
        return Scene.draw(
                configuration.width(),
                configuration.height(),
                configuration.classes(),
                seed,
                number % configuration.classes());
    }

    /** Spreads neighbouring numbers over all 64 bits (Stafford's mix 13, as in SplitMix64). */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Sample> samples() {
        return samples;
    }

    @Override
    public List<Failure> rejected() {
        return List.of();
    }

    @Override
    public boolean hasTruth() {
        return true;
    }

    @Override
    public Optional<LabelMap> truth(Sample sample) {
        Integer number = numbers.get(sample.id());
        if (number == null) {
            throw new IllegalArgumentException(sample + " is not of the split " + name);
        }
        return Optional.of(SceneArtist.mask(scene(number)));
    }

    /** The parameters, and the first scene's pixels, which stand for the way of painting. */
    @Override
    public String fingerprint() {
        MessageDigest digest = Sha256.digest();
        digest.update(
                "%s %d %s"
                        .formatted(name, samples.size(), configuration)
                        .getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(SceneArtist.paint(scene(0)).rgb()));
    }
}
