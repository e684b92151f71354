package org.espalier.method.ial;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.frozen.GridFeatures;
import org.espalier.heads.TaggedSegmenter;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.inference.Resampling;
import org.espalier.training.Standardisation;

/**
 * Propagates the unary output of an image: {@code a^p = G a^u}. Safe for use by several threads.
 */
record PairwiseModel(
        Inference inference,
        GridFeatures features,
        Standardisation standardisation,
        PairwiseNetwork network,
        Parameters parameters)
        implements AutoCloseable {

    /**
     * Propagates.
     *
     * @param unary probabilities
     * @return probabilities on the grid of the features
     */
    ScoreMap propagate(Image image, ScoreMap unary) throws IOException {
        FeatureMap seen = standardisation.apply(features.of(image));
        float[] raw =
                inference.run(
                        manager -> {
                            parameters.lendTo(manager);
                            NDArray array = DeviceArrays.of(manager, seen);
                            return network.forward(array, parameters).toFloatArray();
                        });
        float[] x = onGrid(unary, seen.height(), seen.width());
        float[] propagated =
                new Propagation(seen.height(), seen.width(), Weights.of(raw).values(), x).result();
        return TaggedSegmenter.shares(
                new ScoreMap(unary.classIds(), seen.width(), seen.height(), propagated));
    }

    static float[] onGrid(ScoreMap scores, int height, int width) {
        return Resampling.cells(
                scores.scores(), scores.planes(), scores.height(), scores.width(), height, width);
    }

    @Override
    public void close() {
        parameters.close();
    }
}
