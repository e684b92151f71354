package org.espalier.classification;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.StageContext;
import org.espalier.inference.Backbone;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Parameters;
import org.espalier.inference.Stage;
import org.espalier.training.Batch;
import org.espalier.training.Objective;

/** Bags of features of stages that are trained: square images, mirrored by chance. */
final class PixelBags implements Objective<PixelBags.Pixels> {
    private final Network network;
    private final TagHead head;
    private final TagTraining.Regimen regimen;
    private final List<Sample> samples;
    private final StageContext context;

    PixelBags(
            Network network,
            TagHead head,
            TagTraining.Regimen regimen,
            List<Sample> samples,
            StageContext context) {
        this.network = network;
        this.head = head;
        this.regimen = regimen;
        this.samples = samples;
        this.context = context;
    }

    /** A batch of square images, and the tags as targets. */
    record Pixels(ImageBatch images, float[] targets) {}

    @Override
    public Pixels read(Batch batch) throws IOException {
        Backbone backbone = network.backbone();
        int[] sides = regimen.sides();
        int side = backbone.alignedSide(sides[batch.random().nextInt(sides.length)]);
        ImageBatch images = new ImageBatch(side, side, backbone.normalisation());
        float[] targets = new float[batch.indices().length * network.tags().length];
        for (int index : batch.indices()) {
            Sample sample = samples.get(index);
            boolean mirror = regimen.mirror() && batch.random().nextBoolean();
            try {
                images.add(sample.image(), mirror);
            } catch (BadInputException e) {
                context.failed(sample.id(), e);
                continue;
            }
            float[] row = network.targets(sample);
            System.arraycopy(row, 0, targets, (images.size() - 1) * row.length, row.length);
        }
        return images.size() == 0 ? null : new Pixels(images, targets);
    }

    @Override
    public NDList inputs(NDManager manager, Pixels pixels) throws IOException {
        int count = pixels.images().size();
        int tags = network.tags().length;
        NDArray x = pixels.images().toArray(manager);
        x = network.forward(x, 0, network.frozenStages(), null);
        float[] targets = Arrays.copyOf(pixels.targets(), count * tags);
        List<Stage> stages = network.backbone().stages();
        int side = stages.get(stages.size() - 1).places(pixels.images().width());
        int[] places = new int[count];
        Arrays.fill(places, side * side);
        Bag bag = Bag.padded(manager, x, places, side * side, head::rankWeights);
        return new NDList(
                x,
                bag.mask(),
                bag.weights(),
                DeviceArrays.of(manager, targets, new Shape(count, tags)));
    }

    @Override
    public NDArray loss(NDList inputs, Parameters parameters) {
        Backbone backbone = network.backbone();
        NDArray features =
                backbone.forward(
                        inputs.get(0),
                        network.frozenStages(),
                        backbone.stages().size(),
                        parameters);
        Shape shape = features.getShape();
        NDArray places = features.reshape(shape.get(0), shape.get(1), shape.get(2) * shape.get(3));
        Bag bag = new Bag(places, inputs.get(1), inputs.get(2));
        return head.loss(bag, inputs.get(3), parameters);
    }
}
