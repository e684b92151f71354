package org.espalier.segmenter.deeplab;

import java.io.IOException;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;

/**
 * A training image made ready once.
 *
 * @param held its pixels; null where there was no room, and they are read again each time
 * @param contexts by side, upright and then mirrored
 * @param allTargets by side, upright
 */
record Example(Sample sample, Image held, float[][][] contexts, Targets[] allTargets) {
    Image image() throws IOException {
        return held != null ? held : sample.image();
    }

    float[] context(int side, boolean mirrored) {
        return contexts[side][mirrored ? 1 : 0];
    }

    Targets targets(int side) {
        return allTargets[side];
    }
}
