package org.espalier.testing.engines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.inference.Backbone;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.ForwardPass;
import org.espalier.inference.Inference;
import org.espalier.inference.Parameters;
import org.espalier.inference.Rectification;
import org.espalier.testing.SharedData;
import org.espalier.weights.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The backbones, at every output stride: forward, backward, and the way back of DCSM. */
class BackbonesAgreeTest {
    private static Agreement engines(String backbone) {
        if (!backbone.equals("mobilenetv2")) {
            return new Agreement();
        }
        Path models = SharedData.model("mobilenetv2_100.safetensors").getParent();
        return new Agreement(Engines.of("mxnet", models), Engines.of("pytorch", models));
    }

    private static Inference any(String backbone) {
        return backbone.equals("mobilenetv2")
                ? Engines.of("mxnet", SharedData.model("mobilenetv2_100.safetensors").getParent())
                : Engines.of("mxnet");
    }

    /** Without the classifier, which no stage uses. */
    private static Map<String, Tensor> start(String name, int stride) throws IOException {
        Backbone backbone = any(name).backbone(name, stride);
        Map<String, Tensor> all = new LinkedHashMap<>(backbone.initial(3));
        all.keySet().retainAll(backbone.parameterNames(0, backbone.stages().size()));
        return all;
    }

    private static NDArray images(NDManager manager, int count, int height, int width) {
        SplittableRandom random = new SplittableRandom(height);
        float[] values = new float[count * 3 * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return DeviceArrays.of(manager, values, new Shape(count, 3, height, width));
    }

    @ParameterizedTest
    @CsvSource({
        "mobilenetv2,32,97,65",
        "mobilenetv2,16,65,97",
        "mobilenetv2,8,65,65",
        "mobilenetv2,16,64,48",
        "tiny,8,65,49",
        "tiny,4,33,41"
    })
    void forward(String name, int stride, int height, int width) throws IOException {
        engines(name)
                .forward(
                        start(name, stride),
                        (inference, manager, p) -> {
                            Backbone backbone = inference.backbone(name, stride);
                            List<String> stages =
                                    backbone.stages().stream().map(s -> s.name()).toList();
                            NDList flat = new NDList();
                            backbone.taps(images(manager, 2, height, width), stages, p)
                                    .values()
                                    .forEach(each -> flat.add(each.reshape(-1)));
                            return NDArrays.concat(flat, 0);
                        });
    }

    /** The mean of squares of the last features, so that every parameter matters. */
    @ParameterizedTest
    @CsvSource({"mobilenetv2,16,65,65", "mobilenetv2,8,33,64", "tiny,8,49,33", "tiny,4,32,33"})
    void backward(String name, int stride, int height, int width) throws IOException {
        engines(name)
                .learning(
                        start(name, stride),
                        (inference, manager, p) -> {
                            Backbone backbone = inference.backbone(name, stride);
                            NDArray x = images(manager, 2, height, width);
                            int end = backbone.stages().size();
                            return () -> backbone.forward(x, 0, end, p).square().mean();
                        });
    }

    @ParameterizedTest
    @EnumSource(Rectification.class)
    void wayBack(Rectification rectification) throws IOException {
        for (String name : List.of("mobilenetv2", "tiny")) {
            engines(name)
                    .forward(
                            start(name, 8),
                            (inference, manager, p) ->
                                    derivatives(inference, name, manager, p, rectification));
        }
    }

    private static NDArray derivatives(
            Inference inference,
            String name,
            NDManager manager,
            Parameters p,
            Rectification rectification) {
        Backbone backbone = inference.backbone(name, 8);
        int end = backbone.stages().size();
        ForwardPass pass = backbone.pass(images(manager, 1, 33, 49), 0, end, p);
        NDArray incoming = pass.output().abs().add(0.1f);
        NDList flat = new NDList();
        pass.derivatives(incoming, List.of("input", "stage2"), rectification)
                .values()
                .forEach(each -> flat.add(each.reshape(-1)));
        return NDArrays.concat(flat, 0);
    }
}
