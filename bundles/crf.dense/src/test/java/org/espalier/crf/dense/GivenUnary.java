package org.espalier.crf.dense;

import java.util.stream.IntStream;
import org.espalier.api.crf.Unary;

/** A unary term written out, plane by plane. */
record GivenUnary(int labels, int width, int height, float[] planes) implements Unary {
    @Override
    public int[] classIds() {
        return IntStream.range(0, labels).toArray();
    }

    @Override
    public void energies(int x, int y, int count, float[] into, int at, int stride) {
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < labels; k++) {
                into[at + i * stride + k] = planes[(k * height + y) * width + x + i];
            }
        }
    }
}
