package org.espalier.runs;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.espalier.api.data.ClassSet;

/**
 * What a run was asked to do, and with what: everything needed to do it again.
 *
 * @param pipeline the pipeline's name
 * @param key of everything the result depends on
 * @param supervised whether it learns from true masks
 * @param dataset the data set's format
 * @param data its root, or empty
 * @param fingerprints of the training split, {@code train}, and the validation split, {@code val}
 * @param train the split learned from
 * @param val the split validated on
 * @param classes the class names in the order of their ids
 * @param background the id of the background class, or -1
 * @param seed the seed
 * @param stages the method of each stage
 * @param asked the parameters that were given for this run alone, by {@code --set}
 * @param settings the parameters in force, by stage
 * @param bundles version of each bundle, by symbolic name
 * @param machine processors, memory, Java, operating system
 */
public record Manifest(
        String pipeline,
        String key,
        boolean supervised,
        String dataset,
        String data,
        Map<String, String> fingerprints,
        String train,
        String val,
        List<String> classes,
        int background,
        long seed,
        Map<String, String> stages,
        Map<String, String> asked,
        Map<String, Map<String, Object>> settings,
        Map<String, String> bundles,
        Map<String, String> machine) {
    /**
     * What another version did not write is empty.
     *
     * @throws IllegalArgumentException when a part cannot be: a split that is no folder's name,
     *     classes that are none
     */
    public Manifest {
        pipeline = given(pipeline);
        key = given(key);
        dataset = given(dataset);
        data = given(data);
        train = name(train);
        val = name(val);
        fingerprints = given(fingerprints);
        stages = given(stages);
        asked = given(asked);
        settings = given(settings);
        bundles = given(bundles);
        machine = given(machine);
        classes = classes == null ? List.of() : List.copyOf(classes);
        if (!classes.isEmpty()) {
            classSet(classes, background);
        }
    }

    private static String given(String text) {
        return text == null ? "" : text;
    }

    private static <V> Map<String, V> given(Map<String, V> part) {
        if (part != null && part.values().stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("a value is missing");
        }
        return part == null ? Map.of() : part;
    }

    /** Folders are called after splits. */
    private static String name(String split) {
        if (split != null && (split.equals("..") || split.matches("(?s).*[/\\\\].*"))) {
            throw new IllegalArgumentException("a split is called " + split);
        }
        return given(split);
    }

    /** The classes, with or without a background. */
    public ClassSet classSet() {
        return classSet(classes, background);
    }

    private static ClassSet classSet(List<String> classes, int background) {
        return background == 0
                ? ClassSet.withBackground(classes)
                : ClassSet.withoutBackground(classes);
    }
}
