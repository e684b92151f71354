package org.espalier.runs;

import java.util.Map;
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
        java.util.List<String> classes,
        int background,
        long seed,
        Map<String, String> stages,
        Map<String, String> asked,
        Map<String, Map<String, Object>> settings,
        Map<String, String> bundles,
        Map<String, String> machine) {
    /** The classes, with or without a background. */
    public ClassSet classSet() {
        return background == 0
                ? ClassSet.withBackground(classes)
                : ClassSet.withoutBackground(classes);
    }
}
