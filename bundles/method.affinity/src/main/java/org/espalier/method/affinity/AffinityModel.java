package org.espalier.method.affinity;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalInt;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.RefinementModel;
import org.espalier.frozen.GridFeatures;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.inference.Resampling;
import org.espalier.training.Standardisation;

/** Lets the scores of an image walk over its affinities. */
final class AffinityModel implements RefinementModel {
    private final Inference inference;
    private final GridFeatures grid;
    private final Standardisation standardisation;
    private final AffinityHead head;
    private final Parameters parameters;
    private final OptionalInt background;
    private final AffinityConfiguration settings;
    private final Stencil stencil;

    AffinityModel(
            Inference inference,
            GridFeatures grid,
            Standardisation standardisation,
            AffinityHead head,
            Parameters parameters,
            OptionalInt background,
            AffinityConfiguration settings) {
        this.inference = inference;
        this.grid = grid;
        this.standardisation = standardisation;
        this.head = head;
        this.parameters = parameters;
        this.background = background;
        this.settings = settings;
        this.stencil = Stencil.of(settings.radius());
    }

    @Override
    public ScoreMap refine(Image image, ScoreMap scores) throws IOException {
        int[] classes =
                Arrays.stream(scores.classIds())
                        .filter(id -> background.isEmpty() || id != background.getAsInt())
                        .toArray();
        ScoreMap seeds = scores.only(Tags.of(classes));
        if (seeds.planes() == 0) {
            return withBackground(seeds);
        }
        FeatureMap features = features(image);
        ScoreMap start = withBackground(pooled(seeds, features.height(), features.width()));
        Transition transition =
                new Transition(LocalAffinities.of(features, stencil), settings.beta());
        float[] walked = transition.apply(start.scores(), 1L << settings.doublings());
        return new ScoreMap(start.classIds(), start.width(), start.height(), walked);
    }

    /** What neighbours are compared by. */
    FeatureMap features(Image image) throws IOException {
        FeatureMap x = standardisation.apply(grid.of(image));
        float[] learned =
                inference.run(
                        manager -> {
                            parameters.lendTo(manager);
                            NDArray array = DeviceArrays.of(manager, x);
                            return head.forward(array, parameters).toFloatArray();
                        });
        return new FeatureMap(head.features(), x.height(), x.width(), learned);
    }

    private static ScoreMap pooled(ScoreMap seeds, int height, int width) {
        float[] values =
                Resampling.cells(
                        seeds.scores(),
                        seeds.planes(),
                        seeds.height(),
                        seeds.width(),
                        height,
                        width);
        return new ScoreMap(seeds.classIds(), width, height, values);
    }

    private ScoreMap withBackground(ScoreMap seeds) {
        return background.isEmpty()
                ? seeds
                : Background.put(
                        seeds,
                        background.getAsInt(),
                        best -> (float) Math.pow(Math.max(0, 1 - best), settings.alpha()));
    }

    @Override
    public void close() {
        parameters.close();
    }
}
