package org.espalier.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.data.Tags;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.classification.LearnedWeights;
import org.espalier.classification.MeanHead;
import org.espalier.classification.Network;
import org.espalier.imaging.ImageIoCodec;
import org.espalier.imaging.ImagingConfiguration;
import org.espalier.localizer.cam.ClassActivationMaps;
import org.espalier.testing.TestContext;
import org.espalier.testing.TestSettings;
import org.espalier.weights.Tensor;

/**
 * The localizer {@code cam} with its defaults: three sizes, upright and mirrored, output stride 16,
 * 20 classes. The head has random weights, since what it has learned does not change its time.
 */
public final class MultiScaleCam implements Contender {
    /** Of the tags of each image; with the background four labels. */
    private static final Tags TAGS = Tags.of(1, 2, 3);

    private final List<Image> images;
    private final LocalizationModel model;

    /** Reads the photographs. */
    public MultiScaleCam(Setup setup) throws IOException {
        ImageIoCodec codec =
                new ImageIoCodec(TestSettings.defaults().as(ImagingConfiguration.class));
        images = new ArrayList<>();
        for (Path file :
                Pictures.jpegs(
                        setup.number("images"), setup.number("width"), setup.number("height"))) {
            images.add(codec.read(file));
        }
        model = model(new Product());
    }

    static LocalizationModel model(Product product) throws IOException {
        List<String> names = IntStream.rangeClosed(0, 20).mapToObj(i -> "class" + i).toList();
        ClassSet classes = ClassSet.withBackground(names);
        Network network = Network.of(product.inference().backbone("mobilenetv2", 16), 0, classes);
        Map<String, Tensor> head = new LinkedHashMap<>(new MeanHead("cam", network).initial(1));
        head.replaceAll(
                (name, tensor) ->
                        new Tensor(tensor.shape(), Product.noise(7, tensor.values().length)));
        Path folder = Files.createTempDirectory("espalier-benchmark");
        TestContext context = new TestContext(folder, classes, TestSettings.defaults());
        LearnedWeights.write(head, context);
        LocalizationModel model =
                new ClassActivationMaps(product.inference(), product.frozen()).open(context);
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
        return model;
    }

    /** Of an image that was never seen: what is known of one is kept as long as it lives. */
    static ScoreMap scores(LocalizationModel model, Image image) throws IOException {
        Image unseen = new Image(image.width(), image.height(), image.rgb());
        return model.localize(unseen, Optional.of(TAGS)).scores();
    }

    @Override
    public float[] run() throws IOException {
        float[] last = {};
        for (Image image : images) {
            last = scores(model, image).scores();
        }
        return last;
    }

    @Override
    public void close() {
        model.close();
    }
}
