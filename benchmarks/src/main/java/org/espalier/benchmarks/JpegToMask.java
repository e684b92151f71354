package org.espalier.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.PairwiseTerms;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.stage.LocalizationModel;
import org.espalier.crf.dense.OneThread;
import org.espalier.imaging.ImageIoCodec;
import org.espalier.imaging.ImagingConfiguration;
import org.espalier.testing.TestSettings;

/**
 * From a JPEG file to the marginals of a dense CRF: decoded, looked at in six views, four labels,
 * ten iterations with AffinityNet's widths.
 */
public final class JpegToMask implements Contender {
    private static final float BACKGROUND = 0.2f;

    private final ImageIoCodec codec =
            new ImageIoCodec(TestSettings.defaults().as(ImagingConfiguration.class));
    private final LocalizationModel model = MultiScaleCam.model(new Product());
    private final OneThread crf = new OneThread();
    private final List<Path> files;

    /** Looks for the files. */
    public JpegToMask(Setup setup) throws IOException {
        files =
                Pictures.jpegs(
                        setup.number("images"), setup.number("width"), setup.number("height"));
    }

    @Override
    public float[] run() throws IOException {
        float[] last = {};
        for (Path file : files) {
            Image image = codec.read(file);
            ScoreMap scores =
                    MultiScaleCam.scores(model, image)
                            .withBackground(0, BACKGROUND)
                            .resized(image.width(), image.height());
            Unary unary = Unary.ofScores(scores);
            try (PairwiseTerms terms = crf.pairwise(image, CrfParameters.psa())) {
                last = terms.infer(unary).scores();
            }
        }
        return last;
    }

    @Override
    public void close() {
        model.close();
    }
}
