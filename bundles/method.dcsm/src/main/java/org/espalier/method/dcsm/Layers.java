package org.espalier.method.dcsm;

import java.util.List;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.inference.Backbone;

/**
 * Where in a backbone derivatives are read.
 *
 * @param points names as {@link org.espalier.inference.ForwardPass} has them
 */
record Layers(Backbone backbone, List<String> points) {
    /** Refuses an empty list, and a stage that is not there. */
    Layers {
        if (points.isEmpty()) {
            throw new InvalidConfigurationException(
                    "layers", "there is none", "name at least one, such as stage4");
        }
        points.forEach(point -> backbone.indexOf(stage(point)));
    }

    /**
     * The first stage that has to be run: what comes before it has no say in any derivative that is
     * read.
     *
     * @return its index; at most that of the last stage
     */
    int first() {
        int last = backbone.stages().size() - 1;
        return points.stream().mapToInt(this::first).reduce(last, Math::min);
    }

    private int first(String point) {
        String stage = stage(point);
        return backbone.indexOf(stage) + (stage.equals(point) ? 1 : 0);
    }

    private static String stage(String point) {
        int dot = point.indexOf('.');
        return dot < 0 ? point : point.substring(0, dot);
    }
}
