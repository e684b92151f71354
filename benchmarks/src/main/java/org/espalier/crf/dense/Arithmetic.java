package org.espalier.crf.dense;

import org.espalier.benchmarks.Contender;
import org.espalier.benchmarks.Setup;

/** The yardstick's arithmetic, for figures that were taken on another machine. */
public final class Arithmetic implements Contender {
    private final Yardstick yardstick = new Yardstick();

    /** Needs to be told nothing. */
    public Arithmetic(Setup setup) {}

    @Override
    public float[] run() {
        return new float[] {yardstick.arithmetic()};
    }
}
