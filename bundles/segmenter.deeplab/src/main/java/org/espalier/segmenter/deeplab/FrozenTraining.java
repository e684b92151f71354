package org.espalier.segmenter.deeplab;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.SplittableRandom;
import org.espalier.frozen.View;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Parameters;
import org.espalier.training.Batch;
import org.espalier.training.Objective;

/**
 * Trains the head on frozen features. A step sees images at one of the sides, each upright or
 * mirrored, and of each a square window as high as the shorter side.
 */
final class FrozenTraining implements Objective<FrozenTraining.Windows> {
    private final FrozenSights sights;
    private final Examples examples;
    private final DeepLabConfiguration settings;

    FrozenTraining(FrozenSights sights, Examples examples, DeepLabConfiguration settings) {
        this.sights = sights;
        this.examples = examples;
        this.settings = settings;
    }

    /** Features and contexts of a batch, and what it aims at. */
    record Windows(int count, int places, float[] features, float[] contexts, Goal goal) {}

    @Override
    public Windows read(Batch batch) throws IOException {
        Network network = sights.network();
        SplittableRandom random = batch.random();
        int count = batch.indices().length;
        int side = random.nextInt(settings.trainingSides().length);
        int places = examples.places(side);
        int factor = network.stride() / settings.labelStride();
        Goal goal = new Goal(network, count, places, factor);
        float[] features = new float[count * network.features() * places * places];
        float[] contexts = new float[count * network.context()];
        for (int n = 0; n < count; n++) {
            Example example = examples.get(batch.indices()[n]);
            boolean mirrored = settings.mirror() && random.nextBoolean();
            View view = new View(settings.trainingSides()[side], mirrored);
            FeatureMap map = sights.features(example.image(), view);
            int x = random.nextInt(map.width() - places + 1);
            int y = random.nextInt(map.height() - places + 1);
            copy(map, x, y, places, features, n * network.features() * places * places);
            System.arraycopy(
                    example.context(side, mirrored),
                    0,
                    contexts,
                    n * network.context(),
                    network.context());
            goal.aim(n, example.targets(side), x * factor, y * factor, mirrored);
        }
        if (settings.mixup() > 0) {
            Mixup mixup = Mixup.draw(random, settings.mixup(), count);
            mixup.mix(features);
            mixup.mix(contexts);
            goal.mix(mixup);
        }
        goal.drop(random, settings.featureDropout(), settings.dropout());
        return goal.weigh(examples.weights(), settings.labelSmoothing())
                ? new Windows(count, places, features, contexts, goal)
                : null;
    }

    private static void copy(FeatureMap map, int x, int y, int side, float[] into, int offset) {
        int to = offset;
        for (int c = 0; c < map.channels(); c++) {
            for (int row = 0; row < side; row++) {
                int from = (c * map.height() + y + row) * map.width() + x;
                System.arraycopy(map.values(), from, into, to, side);
                to += side;
            }
        }
    }

    @Override
    public NDList inputs(NDManager manager, Windows windows) {
        Network network = sights.network();
        int side = windows.places();
        NDList inputs = new NDList();
        inputs.add(
                DeviceArrays.of(
                        manager,
                        windows.features(),
                        new Shape(windows.count(), network.features(), side, side)));
        inputs.add(
                DeviceArrays.of(
                        manager,
                        windows.contexts(),
                        new Shape(windows.count(), network.context(), 1, 1)));
        inputs.addAll(windows.goal().arrays(manager));
        return inputs;
    }

    @Override
    public NDArray loss(NDList inputs, Parameters parameters) {
        return Goal.loss(
                sights.network(), inputs.get(0), inputs.get(1), inputs.subNDList(2), parameters);
    }
}
