package org.espalier.pipeline.stages;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The code of a stage as it is when a run begins. Later on another may lie in its place.
 *
 * @param fingerprint changes whenever the code does
 * @param versions of the bundles that it comes from, by symbolic name
 */
public record Code(String fingerprint, Map<String, String> versions) {
    /** Of each stage, by role. */
    public static Map<String, Code> of(Stages stages) throws IOException {
        Map<String, Code> code = new LinkedHashMap<>();
        for (Plugged<?> stage : stages.all()) {
            BundleOf bundle = new BundleOf(stage.service().getClass());
            code.put(stage.role(), new Code(bundle.fingerprint(), bundle.versions()));
        }
        return code;
    }
}
