package org.espalier.benchmarks.peers;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.espalier.benchmarks.Contender;
import org.espalier.benchmarks.Product;
import org.espalier.benchmarks.Setup;

/**
 * The forward passes of a multi-scale CAM by ONNX Runtime: three sizes, upright and mirrored, at
 * output stride 16, as far as the 1280 features. What a view shows does not matter to its time.
 */
public final class OnnxViews implements Contender {
    private static final String HEAD = "t97";
    private static final int[] SIDES = {193, 257, 385};

    private final OnnxSession session;
    private final List<FloatBuffer> views = new ArrayList<>();
    private final List<long[]> shapes = new ArrayList<>();
    private final int images;

    /** Draws the views. */
    public OnnxViews(Setup setup) throws IOException {
        images = setup.number("images");
        double longer = (double) setup.number("width") / setup.number("height");
        for (int side : SIDES) {
            int width = (int) Math.round((side * longer - 1) / 32) * 32 + 1;
            shapes.add(new long[] {2, 3, side, width});
            views.add(OnnxSession.direct(Product.noise(side, 6 * side * width)));
        }
        session = new OnnxSession(setup, true, new OnnxModel(HEAD, true));
    }

    @Override
    public float[] run() throws IOException {
        float[] last = {};
        for (int i = 0; i < images; i++) {
            for (int v = 0; v < views.size(); v++) {
                last = session.run(views.get(v), shapes.get(v));
            }
        }
        return last;
    }
}
