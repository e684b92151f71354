package org.espalier.method.affinity;

import org.espalier.benchmarks.Contender;
import org.espalier.benchmarks.Setup;

/** The walk of the product: 256 steps of a stencil, from affinities to scores. */
public final class StencilWalk implements Contender {
    private final Drawn drawn;

    /** Draws affinities and planes. */
    public StencilWalk(Setup setup) {
        drawn = Drawn.of(setup);
    }

    @Override
    public float[] run() {
        return new Transition(drawn.affinities(), Drawn.BETA).apply(drawn.planes(), Drawn.STEPS);
    }
}
