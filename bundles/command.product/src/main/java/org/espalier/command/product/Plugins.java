package org.espalier.command.product;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.evaluation.Evaluator;
import org.espalier.api.stage.Crf;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Refiner;
import org.espalier.api.stage.Segmenter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The plug-ins that pipelines are made of, by the names that pipelines choose them by. */
final class Plugins {
    /** What each stage asks for, and the property that tells its providers apart. */
    private static final Map<String, Map.Entry<Class<?>, String>> STAGES = new LinkedHashMap<>();

    static {
        STAGES.put("localizer", Map.entry(Localizer.class, "method"));
        STAGES.put("refiner", Map.entry(Refiner.class, "method"));
        STAGES.put("crf", Map.entry(Crf.class, "method"));
        STAGES.put("segmenter", Map.entry(Segmenter.class, "method"));
        STAGES.put("dataset", Map.entry(DatasetFormat.class, "dataset"));
        STAGES.put("evaluator", Map.entry(Evaluator.class, "metric"));
    }

    private final BundleContext context;

    Plugins(BundleContext context) {
        this.context = context;
    }

    /**
     * A plug-in.
     *
     * @param stage which it can play, and the prefix of its parameters: {@code localizer}
     * @param name by which it is chosen
     * @param component by which its parameters are described
     * @param bundle that provides it
     */
    record Plugin(String stage, String name, String component, Bundle bundle) {}

    /** All there are, stage by stage. */
    List<Plugin> all() {
        List<Plugin> all = new ArrayList<>();
        STAGES.forEach(
                (stage, asked) -> {
                    for (ServiceReference<?> reference : references(asked.getKey())) {
                        all.add(
                                new Plugin(
                                        stage,
                                        "" + reference.getProperty(asked.getValue()),
                                        "" + reference.getProperty("component.name"),
                                        reference.getBundle()));
                    }
                });
        return all;
    }

    private List<ServiceReference<?>> references(Class<?> type) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(type.getName(), null);
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
