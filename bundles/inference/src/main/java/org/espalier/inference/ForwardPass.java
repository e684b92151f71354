package org.espalier.inference;

import ai.djl.ndarray.NDArray;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One image's way through stages of a backbone, of which all is kept that derivatives need. Lives
 * and dies with the job that it was made in; no gradient collector takes part.
 *
 * <p>Derivatives can be asked for at <em>points</em>: the output of a stage, {@code stage4}; the
 * output of a block of a stage, counted from 0, {@code stage4.1}; and the input, which bears the
 * name of the stage before the first one, or {@code input} where there is none.
 */
@ProviderType
public interface ForwardPass {
    /** What came out of the last stage: (1, C, h, w). */
    NDArray output();

    /** All points, from the input to the output. */
    List<String> points();

    /**
     * Takes gradients at the output back to points inside. Several at once, for instance one a
     * class, cost less than one after the other.
     *
     * @param incoming derivatives of K quantities by the output: (K, C, h, w); not closed
     * @param points in any order
     * @return by point, in the order of the names given: derivatives of the K quantities by what is
     *     at the point, (K, C', h', w')
     * @throws org.espalier.api.configuration.InvalidConfigurationException when there is no such
     *     point
     */
    Map<String, NDArray> derivatives(
            NDArray incoming, Collection<String> points, Rectification rectification);
}
