package org.espalier.crf.dense;

import java.io.IOException;
import org.espalier.benchmarks.Contender;
import org.espalier.benchmarks.Setup;

/** What {@link InferenceBenchmark} measures, so many times. */
public final class WholeInference implements Contender {
    private final Setting setting = new Setting();
    private final int images;

    /** Reads the photograph. */
    public WholeInference(Setup setup) {
        images = setup.number("images");
        setting.math = setup.text("math");
        setting.labels = setup.number("labels");
        setting.widths = setup.text("widths");
        setting.read();
    }

    @Override
    public float[] run() throws IOException {
        float[] last = {};
        for (int i = 0; i < images; i++) {
            last = new InferenceBenchmark().inference(setting).scores();
        }
        return last;
    }
}
