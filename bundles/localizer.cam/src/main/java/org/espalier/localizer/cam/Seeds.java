package org.espalier.localizer.cam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.inference.Resampling;

/** Turns the activations of an image into its seeds: smoothed, and helped by the small head. */
final class Seeds {
    /** With a head to say where objects are, smoothing may be sharper. */
    private static final double SHARPER = 2;

    /** The head has seen all images, the map only its own: it counts for two. */
    private static final float HEAD_SHARE = 2;

    private final Inference inference;
    private final Classifier classifier;
    private final CamConfiguration settings;

    Seeds(Inference inference, Classifier classifier, CamConfiguration settings) {
        this.inference = inference;
        this.classifier = classifier;
        this.settings = settings;
    }

    /** The stages whose features are needed: first the one that is correlated. */
    List<String> stages(boolean withHead) {
        List<String> stages = new java.util.ArrayList<>();
        if (settings.correlation() > 0) {
            stages.add(settings.correlationStage());
        }
        if (withHead) {
            stages.addAll(List.of(settings.roundStages()));
        }
        return stages;
    }

    /** Seeds without a head: maps smoothed and lowered, in [0, 1]. */
    float[] plain(Activations activations, Features features) {
        float[] maps = activations.maps().clone();
        if (settings.correlation() > 0) {
            Correlation correlation =
                    new Correlation(features.correlated(), settings.correlation());
            maps =
                    Correlation.lower(
                            correlation.smooth(maps), activations.places(), settings.floor());
        }
        return Activations.normalise(maps, activations.places());
    }

    /**
     * Seeds with a head: what it says is added to them, and the sum is smoothed.
     *
     * @param seeds from {@link #plain}
     */
    float[] helped(float[] seeds, Activations activations, Features features, Parameters head)
            throws IOException {
        int places = activations.places();
        float[] said =
                Activations.normalise(
                        says(activations.ids(), places, features.seen(), head), places);
        for (int i = 0; i < said.length; i++) {
            said[i] = HEAD_SHARE * said[i] + seeds[i];
        }
        if (settings.correlation() > 0) {
            Correlation correlation =
                    new Correlation(features.correlated(), SHARPER * settings.correlation());
            said = Correlation.lower(correlation.smooth(said), places, 0);
        }
        return Activations.normalise(said, places);
    }

    /** The probability of each class against the others of the image and the background. */
    private float[] says(int[] ids, int places, List<FeatureMap> views, Parameters head)
            throws IOException {
        SeedHead network = network(views.get(0).channels());
        float[] sum = new float[ids.length * places];
        for (int view = 0; view < views.size(); view++) {
            FeatureMap features = views.get(view);
            float[] logits =
                    inference.run(
                            manager -> {
                                head.lendTo(manager);
                                NDArray x =
                                        manager.create(
                                                        features.values(),
                                                        new Shape(features.channels(), places))
                                                .transpose();
                                return network.logits(network.hidden(x, head), head).toFloatArray();
                            });
            float[] shares = shares(logits, ids, places);
            if (view == 1) {
                shares = Resampling.mirror(shares, features.width());
            }
            for (int i = 0; i < sum.length; i++) {
                sum[i] += shares[i];
            }
        }
        return sum;
    }

    private float[] shares(float[] logits, int[] ids, int places) {
        int[] outputs = classifier.outputs();
        int width = outputs.length + 1;
        float[] shares = new float[ids.length * places];
        double[] exp = new double[ids.length];
        for (int i = 0; i < places; i++) {
            double total = 1;
            for (int k = 0; k < ids.length; k++) {
                int column = 1 + java.util.Arrays.binarySearch(outputs, ids[k]);
                exp[k] = Math.exp(Math.min(60, logits[i * width + column] - logits[i * width]));
                total += exp[k];
            }
            for (int k = 0; k < ids.length; k++) {
                shares[k * places + i] = (float) (exp[k] / total);
            }
        }
        return shares;
    }

    /** Class ids in the order of the head's outputs, the background left out. */
    int[] outputs() {
        return classifier.outputs();
    }

    SeedHead network(int channels) {
        return new SeedHead(channels, classifier.outputs().length);
    }

    /**
     * Features of an image on the grid of the maps.
     *
     * @param correlated those that are correlated, of the upright image
     * @param seen those that the head sees, for each view
     */
    record Features(FeatureMap correlated, List<FeatureMap> seen) {}
}
