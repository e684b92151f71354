package org.espalier.method.dcsm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.espalier.api.data.Image;
import org.espalier.classification.Network;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.frozen.View;
import org.espalier.inference.Backbone;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ForwardPass;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.inference.Rectification;
import org.espalier.inference.Resampling;
import org.espalier.weights.Tensor;

/**
 * Looks at an image in several views, and asks of each which places speak for a class: the greatest
 * magnitude over channels of the derivative of the class's summed score by the features there.
 */
final class Saliency {
    private final Inference inference;
    private final FrozenFeatures frozen;
    private final Network network;
    private final DcsmHead head;
    private final Layers layers;
    private final Rectification rectification;
    private final List<View> views;

    Saliency(
            Inference inference,
            FrozenFeatures frozen,
            Network network,
            DcsmHead head,
            Layers layers,
            Rectification rectification,
            List<View> views) {
        this.inference = inference;
        this.frozen = frozen;
        this.network = network;
        this.head = head;
        this.layers = layers;
        this.rectification = rectification;
        this.views = views;
    }

    /**
     * What was learned.
     *
     * @param onDevice of all stages and the head
     * @param head the same of the head
     */
    record Learned(Parameters onDevice, Map<String, Tensor> head) {}

    /**
     * An image.
     *
     * @param pooled how the classifier judges it: for each output the mean over views
     * @param maps of each view and layer, mirrored back where the view is mirrored: a plane for
     *     each class that was asked for
     */
    record Seen(double[] pooled, List<FeatureMap> maps) {}

    /**
     * Looks at an image.
     *
     * @param choose told how the classifier judges the image, says for which outputs maps are
     *     wanted; for none there are no maps
     */
    Seen at(Image image, Learned learned, Function<double[], int[]> choose) throws IOException {
        int first = network.isFrozen() ? layers.first() : 0;
        List<FeatureMap> inputs = new ArrayList<>();
        for (View view : views) {
            inputs.add(input(image, view, first));
        }
        return inference.run(
                manager -> {
                    learned.onDevice().lendTo(manager);
                    List<ForwardPass> passes = new ArrayList<>();
                    for (FeatureMap input : inputs) {
                        passes.add(pass(manager, input, first, learned.onDevice()));
                    }
                    double[] pooled = pooled(passes, learned.onDevice());
                    int[] outputs = choose.apply(pooled);
                    return new Seen(
                            pooled,
                            outputs.length == 0
                                    ? List.of()
                                    : maps(manager, passes, outputs, learned));
                });
    }

    private FeatureMap input(Image image, View view, int first) throws IOException {
        Backbone backbone = network.backbone();
        if (first == 0) {
            var batch = view.batch(image, backbone);
            return new FeatureMap(3, batch.height(), batch.width(), batch.planes(0));
        }
        String stage = backbone.stages().get(first - 1).name();
        return frozen.of(image, backbone, view, List.of(stage)).get(stage);
    }

    private ForwardPass pass(
            NDManager manager, FeatureMap input, int first, Parameters parameters) {
        NDArray x = DeviceArrays.of(manager, input);
        Backbone backbone = network.backbone();
        return backbone.pass(x, first, backbone.stages().size(), parameters);
    }

    private double[] pooled(List<ForwardPass> passes, Parameters parameters) {
        double[] pooled = new double[network.tags().length];
        for (ForwardPass pass : passes) {
            float[] scores = head.activations(pass.output(), parameters).toFloatArray();
            int places = scores.length / pooled.length;
            for (int k = 0; k < pooled.length; k++) {
                pooled[k] += head.pool(scores, k * places, places) / passes.size();
            }
        }
        return pooled;
    }

    private List<FeatureMap> maps(
            NDManager manager, List<ForwardPass> passes, int[] outputs, Learned learned) {
        NDArray slopes =
                DeviceArrays.of(
                        manager,
                        head.slopes(outputs, learned.head()),
                        new Shape(outputs.length, network.channels(), 1, 1));
        List<FeatureMap> maps = new ArrayList<>();
        for (int v = 0; v < passes.size(); v++) {
            ForwardPass pass = passes.get(v);
            long[] shape = pass.output().getShape().getShape().clone();
            shape[0] = outputs.length;
            NDArray incoming = slopes.broadcast(new Shape(shape));
            for (NDArray derivative :
                    pass.derivatives(incoming, layers.points(), rectification).values()) {
                maps.add(magnitude(derivative, views.get(v).mirrored()));
            }
        }
        return maps;
    }

    /** The greatest magnitude over channels. */
    private static FeatureMap magnitude(NDArray derivative, boolean mirrored) {
        int[] shape =
                Arrays.stream(derivative.getShape().getShape())
                        .mapToInt(Math::toIntExact)
                        .toArray();
        float[] values = derivative.abs().max(new int[] {1}).toFloatArray();
        return new FeatureMap(
                shape[0],
                shape[2],
                shape[3],
                mirrored ? Resampling.mirror(values, shape[3]) : values);
    }
}
