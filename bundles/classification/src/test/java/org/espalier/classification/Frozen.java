package org.espalier.classification;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.Image;
import org.espalier.frozen.View;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Normalisation;
import org.espalier.inference.Parameters;
import org.espalier.inference.Stage;
import org.espalier.weights.Tensor;

/** A small backbone that counts as pretrained, and its features. */
final class Frozen implements Backbone {
    private final Backbone backbone;
    private final Parameters parameters;
    private final List<View> asked = new ArrayList<>();

    Frozen(Backbone backbone, long seed) throws IOException {
        this.backbone = backbone;
        this.parameters = TestEngine.ENGINE.parameters(backbone.initial(seed));
    }

    /** The views that features were wanted of, in order. */
    List<View> asked() {
        return asked;
    }

    /** Rounded to half precision. */
    Map<String, FeatureMap> features(Image image, Backbone of, View view, Collection<String> stages)
            throws IOException {
        asked.add(view);
        Map<String, FeatureMap> features = new LinkedHashMap<>();
        backbone.features(view.batch(image, backbone), stages, parameters)
                .forEach((stage, maps) -> features.put(stage, rounded(maps.get(0))));
        return features;
    }

    private static FeatureMap rounded(FeatureMap map) {
        return HalfMap.of(map).toMap();
    }

    @Override
    public boolean isPretrained() {
        return true;
    }

    @Override
    public Parameters pretrained() {
        return parameters;
    }

    @Override
    public String name() {
        return backbone.name();
    }

    @Override
    public int outputStride() {
        return backbone.outputStride();
    }

    @Override
    public List<Stage> stages() {
        return backbone.stages();
    }

    @Override
    public int indexOf(String stage) {
        return backbone.indexOf(stage);
    }

    @Override
    public Normalisation normalisation() throws IOException {
        return backbone.normalisation();
    }

    @Override
    public int alignedSide(double side) {
        return backbone.alignedSide(side);
    }

    @Override
    public Map<String, Tensor> initial(long seed) throws IOException {
        return backbone.initial(seed);
    }

    @Override
    public List<String> parameterNames(int from, int to) {
        return backbone.parameterNames(from, to);
    }

    @Override
    public NDArray forward(NDArray input, int from, int to, Parameters with) {
        return backbone.forward(input, from, to, with);
    }

    @Override
    public Map<String, NDArray> taps(NDArray images, Collection<String> stages, Parameters with) {
        return backbone.taps(images, stages, with);
    }

    @Override
    public Map<String, List<FeatureMap>> features(
            ImageBatch batch, Collection<String> stages, Parameters with) throws IOException {
        return backbone.features(batch, stages, with);
    }
}
