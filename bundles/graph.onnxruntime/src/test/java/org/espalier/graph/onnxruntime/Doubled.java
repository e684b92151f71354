package org.espalier.graph.onnxruntime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Normalisation;
import org.espalier.inference.graph.Graph;
import org.espalier.testing.TestSettings;

/** Twice the numbers 1, -2 and 3, by the smallest model that there is: y = x + x. */
public final class Doubled implements Callable<List<Float>> {
    /** {@code onnx.proto} by hand: format 8, graph (node Add, input x, output y), opset 13. */
    private static final byte[] MODEL = {
        8, 8, 58, 41, 10, 14, 10, 1, 'x', 10, 1, 'x', 18, 1, 'y', 34, 3, 'A', 'd', 'd', 18, 1, 'g',
        90, 9, 10, 1, 'x', 18, 4, 10, 2, 8, 1, 98, 9, 10, 1, 'y', 18, 4, 10, 2, 8, 1, 66, 4, 10, 0,
        16, 13
    };

    @Override
    public List<Float> call() throws Exception {
        OnnxRuntime runtime =
                new OnnxRuntime(TestSettings.defaults().as(OnnxRuntimeConfiguration.class));
        List<Float> found = new ArrayList<>();
        try (Graph graph = runtime.open(MODEL)) {
            ImageBatch batch = new ImageBatch(1, 1, Normalisation.symmetric());
            batch.addPlanes(new float[] {1, -2, 3});
            for (float value : graph.run(batch).get("y").get(0).values()) {
                found.add(value);
            }
        }
        return found;
    }
}
