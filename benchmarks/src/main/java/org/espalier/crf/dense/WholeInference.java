package org.espalier.crf.dense;

import java.io.IOException;
import org.espalier.benchmarks.Contender;
import org.espalier.benchmarks.Setup;

/** What {@link InferenceBenchmark} measures, once. */
public final class WholeInference implements Contender {
    private final Setting setting = new Setting();

    /** Reads the photograph. */
    public WholeInference(Setup setup) {
        setting.math = setup.text("math");
        setting.labels = setup.number("labels");
        setting.widths = setup.text("widths");
        setting.read();
    }

    @Override
    public float[] run() throws IOException {
        return new InferenceBenchmark().inference(setting).scores();
    }
}
