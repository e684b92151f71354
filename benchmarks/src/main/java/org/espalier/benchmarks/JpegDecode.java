package org.espalier.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.data.Image;
import org.espalier.imaging.ImageIoCodec;
import org.espalier.imaging.ImagingConfiguration;
import org.espalier.testing.TestSettings;

/** Files to pixels by the service of the product, which checks the file before it believes it. */
public final class JpegDecode implements Contender {
    private final ImageIoCodec codec =
            new ImageIoCodec(TestSettings.defaults().as(ImagingConfiguration.class));
    private final List<Path> files;

    /** Looks for the files. */
    public JpegDecode(Setup setup) throws IOException {
        files =
                Pictures.jpegs(
                        setup.number("images"), setup.number("width"), setup.number("height"));
    }

    @Override
    public float[] run() throws IOException {
        Image last = null;
        for (Path file : files) {
            last = codec.read(file);
        }
        return levels(last.rgb());
    }

    static float[] levels(byte[] rgb) {
        float[] levels = new float[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            levels[i] = rgb[i] & 0xff;
        }
        return levels;
    }
}
