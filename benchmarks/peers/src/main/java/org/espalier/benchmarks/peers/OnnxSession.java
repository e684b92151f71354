package org.espalier.benchmarks.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.Map;
import org.espalier.benchmarks.Product;
import org.espalier.benchmarks.Setup;

/** ONNX Runtime with all its optimisations, and the model beside the project. */
final class OnnxSession {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    OnnxSession(Setup setup, boolean spin, OnnxModel model) throws IOException {
        byte[] bytes = Files.readAllBytes(Product.weights().resolveSibling("mobilenetv2_100.onnx"));
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(setup.number("threads"));
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.addConfigEntry("session.intra_op.allow_spinning", spin ? "1" : "0");
            session = environment.createSession(model.of(bytes), options);
        } catch (OrtException e) {
            throw new IOException(e);
        }
    }

    /** To be used again and again. */
    static FloatBuffer direct(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(Float.BYTES * values.length);
        return bytes.order(ByteOrder.nativeOrder()).asFloatBuffer().put(values).rewind();
    }

    /**
     * @param shape of the images
     */
    float[] run(FloatBuffer images, long... shape) throws IOException {
        try (OnnxTensor input = OnnxTensor.createTensor(environment, images, shape);
                OrtSession.Result result = session.run(Map.of("input", input))) {
            FloatBuffer out = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] values = new float[out.remaining()];
            out.get(values);
            return values;
        } catch (OrtException e) {
            throw new IOException(e);
        }
    }
}
