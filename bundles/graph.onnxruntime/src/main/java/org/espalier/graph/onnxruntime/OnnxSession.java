package org.espalier.graph.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.graph.Graph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session of ONNX Runtime. */
final class OnnxSession implements Graph {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxSession.class);

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String input;
    private FloatBuffer images = FloatBuffer.allocate(0);

    OnnxSession(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
        input = session.getInputNames().iterator().next();
    }

    @Override
    public Map<String, List<FeatureMap>> run(ImageBatch batch) throws IOException {
        long[] shape = {batch.size(), 3, batch.height(), batch.width()};
        Map<String, List<FeatureMap>> all = new LinkedHashMap<>();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, direct(batch), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            for (Map.Entry<String, OnnxValue> output : result) {
                OnnxTensor values = (OnnxTensor) output.getValue();
                float[] copy = values.getFloatBuffer().array();
                all.put(output.getKey(), FeatureMap.each(values.getInfo().getShape(), copy));
            }
            return all;
        } catch (OrtException e) {
            throw new IOException("ONNX Runtime: " + e.getMessage(), e);
        } finally {
            Reference.reachabilityFence(images);
        }
    }

    /** Into one buffer, kept for the next batch: what is native goes only with the collector. */
    private FloatBuffer direct(ImageBatch batch) {
        int length = Math.multiplyExact(batch.size(), 3 * batch.height() * batch.width());
        if (images.capacity() < length) {
            int bytes = Math.multiplyExact(length, Float.BYTES);
            images =
                    ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
        }
        images.clear();
        for (int i = 0; i < batch.size(); i++) {
            images.put(batch.planes(i));
        }
        return images.flip();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            LOG.warn("A network of ONNX Runtime does not close: {}", e.getMessage());
        }
    }
}
