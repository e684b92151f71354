package org.espalier.api.evaluation;

import org.espalier.api.configuration.Settings;
import org.espalier.api.data.ClassSet;
import org.osgi.annotation.versioning.ConsumerType;

/** Scores predictions. A service of this type carries the property {@code metric}. */
@ConsumerType
public interface Evaluator {
    /** Starts the scoring of one stage on one split. */
    Scoring start(ClassSet classes, Settings settings);
}
