package org.espalier.method.affinity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.StageContext;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Parameters;
import org.espalier.training.Batch;
import org.espalier.training.Objective;

/**
 * Learning affinities: a square of every image of the batch, at a place drawn anew in every epoch.
 * What a square has beyond its image is void.
 *
 * @param samples those with a confident label
 * @param crop side of the square in cells
 * @param background its id
 */
record PairObjective(
        AffinityHead head,
        Stencil stencil,
        PerSample<FeatureMap> features,
        PerSample<LabelMap> labels,
        List<Sample> samples,
        int crop,
        int background,
        StageContext context)
        implements Objective<PairObjective.Squares> {
    /**
     * A batch.
     *
     * @param features (count, channels, crop, crop)
     */
    record Squares(int count, float[] features, Pairs pairs) {}

    @Override
    public Squares read(Batch batch) throws IOException {
        int count = batch.indices().length;
        int channels = Arrays.stream(head.channels()).sum();
        float[] values = new float[count * channels * crop * crop];
        byte[][] known = new byte[count][crop * crop];
        for (int n = 0; n < count; n++) {
            Arrays.fill(known[n], (byte) ClassSet.VOID);
            Sample sample = samples.get(batch.indices()[n]);
            // drawn first, so that an image that cannot be read changes no other
            SplittableRandom random = batch.random().split();
            try {
                FeatureMap all = features.of(sample);
                LabelMap label = labels.of(sample);
                int top = random.nextInt(Math.max(0, all.height() - crop) + 1);
                int left = random.nextInt(Math.max(0, all.width() - crop) + 1);
                int rows = Math.min(crop, all.height());
                int columns = Math.min(crop, all.width());
                for (int y = 0; y < rows; y++) {
                    int from = (top + y) * all.width() + left;
                    System.arraycopy(label.labels(), from, known[n], y * crop, columns);
                    for (int c = 0; c < channels; c++) {
                        System.arraycopy(
                                all.values(),
                                c * all.height() * all.width() + from,
                                values,
                                ((n * channels + c) * crop + y) * crop,
                                columns);
                    }
                }
            } catch (BadInputException e) {
                context.failed(sample.id(), e);
            }
        }
        Pairs pairs = Pairs.of(known, crop, crop, background, stencil);
        return pairs.isEmpty() ? null : new Squares(count, values, pairs);
    }

    @Override
    public NDList inputs(NDManager manager, Squares squares) {
        int channels = Arrays.stream(head.channels()).sum();
        Shape pairs = new Shape(squares.count(), stencil.size(), crop, crop);
        return new NDList(
                DeviceArrays.of(
                        manager,
                        squares.features(),
                        new Shape(squares.count(), channels, crop, crop)),
                DeviceArrays.of(manager, squares.pairs().alike(), pairs),
                DeviceArrays.of(manager, squares.pairs().different(), pairs));
    }

    @Override
    public NDArray loss(NDList inputs, Parameters parameters) {
        NDArray features = head.forward(inputs.get(0), parameters);
        return PairLoss.of(PairLoss.differences(features, stencil), inputs.get(1), inputs.get(2));
    }
}
