package org.espalier.benchmarks;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.Parameters;

/** MobileNetV2 on DJL's PyTorch engine, from values in Java to the last features in Java. */
public final class TorchForward implements Contender {
    private final TorchNetwork network = new TorchNetwork();
    private final Parameters parameters = network.parameters();
    private final float[] images;
    private final Shape shape;
    private final int batches;

    /** Draws the batch. */
    public TorchForward(Setup setup) throws IOException {
        int side = setup.number("side");
        int each = 3 * side * side;
        batches = setup.number("batches");
        shape = new Shape(setup.number("batch"), 3, side, side);
        images = new float[(int) shape.size()];
        for (int i = 0; i < shape.get(0); i++) {
            System.arraycopy(Product.noise(i, each), 0, images, i * each, each);
        }
    }

    @Override
    public float[] run() {
        float[] features = {};
        for (int i = 0; i < batches; i++) {
            try (NDManager job = network.manager().newSubManager()) {
                parameters.lendTo(job);
                features =
                        network.forward(DeviceArrays.of(job, images, shape), parameters)
                                .toFloatArray();
            }
        }
        return features;
    }
}
