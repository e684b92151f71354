package org.espalier.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.masks.MaskSet;

/** Masks in memory. */
public final class TestMasks implements MaskSet {
    public static final ClassSet ANIMALS =
            ClassSet.withBackground(List.of("background", "cat", "dog"));

    public final Map<String, LabelMap> masks = new LinkedHashMap<>();
    public final Map<String, Path> photographs = new LinkedHashMap<>();
    public final List<String> asked = new ArrayList<>();
    public OptionalDouble confidence = OptionalDouble.empty();
    private final Optional<ClassSet> classes;

    public TestMasks(ClassSet classes) {
        this.classes = Optional.ofNullable(classes);
    }

    public static TestMasks of(ClassSet classes, String id, LabelMap mask) {
        return new TestMasks(classes).with(id, mask);
    }

    public TestMasks with(String id, LabelMap mask) {
        masks.put(id, mask);
        return this;
    }

    /** A mask drawn in digits, {@code .} is void. */
    public static LabelMap mask(String... rows) {
        byte[] labels = new byte[rows.length * rows[0].length()];
        int at = 0;
        for (String row : rows) {
            for (char c : row.toCharArray()) {
                labels[at++] = (byte) (c == '.' ? ClassSet.VOID : c - '0');
            }
        }
        return new LabelMap(rows[0].length(), rows.length, labels);
    }

    /** Blots of classes, so that runs of all lengths occur; one in three masks is mere noise. */
    public static LabelMap random(Random random, int classes) {
        int width = 1 + random.nextInt(40);
        int height = 1 + random.nextInt(40);
        byte[] labels = new byte[width * height];
        boolean noise = random.nextInt(3) == 0;
        int run = 0;
        int value = 0;
        for (int i = 0; i < labels.length; i++) {
            if (run-- == 0) {
                run = noise ? 0 : random.nextInt(3 * width);
                value = random.nextInt(classes);
            }
            labels[i] = (byte) value;
        }
        return new LabelMap(width, height, labels);
    }

    /** As the mask would be read where void is not kept. */
    public static LabelMap voidAs(int id, LabelMap mask) {
        byte[] labels = mask.labels().clone();
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (labels[i] & 0xff) == ClassSet.VOID ? (byte) id : labels[i];
        }
        return new LabelMap(mask.width(), mask.height(), labels);
    }

    @Override
    public String name() {
        return "train";
    }

    @Override
    public Optional<ClassSet> classes() {
        return classes;
    }

    @Override
    public List<String> ids() {
        return List.copyOf(masks.keySet());
    }

    @Override
    public LabelMap labels(String id) throws BadInputException {
        asked.add(id);
        if (masks.get(id) == null) {
            throw new BadInputException(id, "it is gone", "put it back");
        }
        return masks.get(id);
    }

    @Override
    public Optional<Path> photographFile(String id) {
        return Optional.ofNullable(photographs.get(id));
    }

    @Override
    public OptionalDouble confidence(String id) {
        return confidence;
    }
}
