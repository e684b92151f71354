package org.espalier.benchmarks.peers;

import java.io.IOException;
import java.nio.FloatBuffer;
import org.espalier.benchmarks.Contender;
import org.espalier.benchmarks.Product;
import org.espalier.benchmarks.Setup;

/** MobileNetV2 by ONNX Runtime, from values in Java to the last features in Java. */
public final class OnnxForward implements Contender {
    /** What comes out of the last convolution's rectifier. */
    private static final String HEAD = "t97";

    private final OnnxSession session;
    private final FloatBuffer images;
    private final long[] shape;
    private final int batches;

    /** Draws the batch. */
    public OnnxForward(Setup setup) throws IOException {
        int side = setup.number("side");
        int batch = setup.number("batch");
        batches = setup.number("batches");
        shape = new long[] {batch, 3, side, side};
        float[] all = new float[batch * 3 * side * side];
        for (int i = 0; i < batch; i++) {
            float[] image = Product.noise(i, 3 * side * side);
            System.arraycopy(image, 0, all, i * image.length, image.length);
        }
        images = OnnxSession.direct(all);
        OnnxModel model = new OnnxModel(HEAD, setup.number("stride") == 16);
        session = new OnnxSession(setup, setup.number("spin") == 1, model);
    }

    @Override
    public float[] run() throws IOException {
        float[] features = {};
        for (int i = 0; i < batches; i++) {
            features = session.run(images, shape);
        }
        return features;
    }
}
