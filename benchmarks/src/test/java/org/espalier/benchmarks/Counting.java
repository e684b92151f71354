package org.espalier.benchmarks;

import java.io.IOException;

/** Returns what it is told, and more each time; or fails. */
public final class Counting implements Contender {
    private final float value;
    private final Setup setup;
    private int runs;

    /** Told {@code value} and {@code fails}. */
    public Counting(Setup setup) {
        this.setup = setup;
        value = setup.number("value");
        if (setup.text("fails").equals("start")) {
            throw new IllegalStateException("no such engine");
        }
    }

    @Override
    public float[] run() throws IOException {
        if (setup.text("fails").equals("run")) {
            throw new IOException("out of order");
        }
        return new float[] {value, runs++, setup.number("threads")};
    }
}
