package org.espalier.inference;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.espalier.weights.Tensor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A feature extractor: a chain of stages, each a function of its input and of named parameters.
 *
 * <p>It holds no parameters itself. Frozen use takes {@link #pretrained()}. Fine-tuning runs the
 * frozen stages with those, outside the gradient record, and the later stages with parameters of
 * its own inside it:
 *
 * <pre>{@code
 * NDArray frozen = backbone.forward(images, 0, k, backbone.pretrained());      // not recorded
 * NDArray features = backbone.forward(frozen, k, backbone.stages().size(), mine); // recorded
 * }</pre>
 *
 * <p>Inputs and features are float arrays of shape (N, C, H, W). Where an input has sides of {@link
 * #alignedSide} pixels, feature (i, j) of a stage of stride s is centred on pixel (s i, s j), so
 * that the corners of the input and of every feature map coincide.
 */
@ProviderType
public interface Backbone {
    /** Such as {@code mobilenetv2}. */
    String name();

    /**
     * What computes it, as in {@code MXNet 1.9.1}: features differ in the last digits between
     * engines. Empty where that does not matter.
     */
    default String engine() {
        return "";
    }

    /** Pixels of the input between two features of the last stage. */
    int outputStride();

    /** Its stages, from the input to the output. */
    List<Stage> stages();

    /**
     * Where a stage is in the chain.
     *
     * @throws org.espalier.api.configuration.InvalidConfigurationException when there is none of
     *     this name
     */
    int indexOf(String stage);

    /** How photographs are turned into the numbers that it takes. */
    Normalisation normalisation() throws IOException;

    /**
     * The side nearest to the wanted one at which pixels and features align.
     *
     * @param side in pixels
     * @return a multiple of the full stride plus one: 32 k + 1 for {@code mobilenetv2}, 8 k + 1 for
     *     {@code tiny}; k at least 1
     */
    int alignedSide(double side);

    /** Whether there are pretrained weights. */
    boolean isPretrained();

    /**
     * The parameters to start training from: the pretrained ones, or random ones drawn from the
     * seed (He initialisation). Names begin with the name of the stage's part, as in {@code
     * blocks.3.0.conv_dw.weight}; see {@link #parameterNames}.
     *
     * @throws org.espalier.api.data.BadInputException when the weights file is missing or damaged
     */
    Map<String, Tensor> initial(long seed) throws IOException;

    /**
     * The names of the parameters that the stages from {@code from} up to before {@code to} use.
     */
    List<String> parameterNames(int from, int to);

    /**
     * The pretrained weights on the device: loaded once and shared, so neither changed nor closed
     * by anybody.
     *
     * @throws IllegalStateException when it is not pretrained
     * @throws org.espalier.api.data.BadInputException when the weights file is missing or damaged
     */
    Parameters pretrained() throws IOException;

    /**
     * Runs stages one after the other, within a job. The operations are recorded if a gradient
     * collector is open.
     *
     * @param input what stage {@code from} takes: the images, (N, 3, H, W), when {@code from} is 0
     * @param from index of the first stage to run
     * @param to index after the last stage to run
     * @return features of stage {@code to - 1}; belongs to the manager of the input. The input
     *     itself when there is nothing to run
     */
    NDArray forward(NDArray input, int from, int to, Parameters parameters);

    /**
     * Runs stages as {@link #forward} does, and keeps what derivatives by features in between need.
     *
     * @param input of one image, (1, C, H, W): what stage {@code from} takes
     * @param from index of the first stage to run
     * @param to index after the last stage to run, above {@code from}
     * @throws UnsupportedOperationException when it knows no way back through its stages
     */
    default ForwardPass pass(NDArray input, int from, int to, Parameters parameters) {
        throw new UnsupportedOperationException(name() + " knows no way back through its stages");
    }

    /**
     * The points of a pass through all stages, from the input to the output; none if there is none.
     */
    default List<String> points() {
        return List.of();
    }

    /**
     * Runs all stages that are needed, within a job, and keeps the features of some.
     *
     * @param images (N, 3, H, W)
     * @param stages names, in any order
     * @return features by stage, in the order of the names given
     */
    Map<String, NDArray> taps(NDArray images, Collection<String> stages, Parameters parameters);

    /**
     * The features of a batch of photographs, in jobs of their own. A photograph by itself may be
     * computed together with those of others; one that is larger than the engine's configuration
     * allows is computed in pieces that overlap as far as a feature sees, if its sides are {@link
     * #alignedSide aligned}. The result is the same either way.
     *
     * @param batch photographs; what waits for the engine is held until it is done
     * @param stages names, in any order
     * @return by stage, in the order of the names given: a feature map an image
     */
    Map<String, List<FeatureMap>> features(
            ImageBatch batch, Collection<String> stages, Parameters parameters) throws IOException;
}
