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
    /** Refuses an empty list, and a point that is not there. */
    Layers {
        if (points.isEmpty() || !backbone.points().containsAll(points)) {
            throw new InvalidConfigurationException(
                    "layers",
                    "%s has not all of %s".formatted(backbone.name(), points),
                    "name one or more of " + backbone.points());
        }
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
        if (point.equals(backbone.points().get(0))) {
            return 0;
        }
        int dot = point.indexOf('.');
        return dot < 0 ? backbone.indexOf(point) + 1 : backbone.indexOf(point.substring(0, dot));
    }
}
