package org.espalier.crf.dense;

import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.PairwiseTerms;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;

/** The pairwise terms of an image that is computed as one. */
final class WholeTerms implements PairwiseTerms {
    private final PixelOrder order;
    private final CrfParameters parameters;
    private final Engine engine;
    private final int threads;
    private final Lattice[] lattices;
    private boolean closed;

    WholeTerms(Image image, CrfParameters parameters, Engine engine) {
        this.order = new PixelOrder(image.width(), image.height());
        this.parameters = parameters;
        this.engine = engine;
        this.threads = engine.threads(order.pixels());
        ArrayPool pool = engine.pool();
        this.lattices =
                new Lattice[] {
                    SpatialLattice.build(
                            image.width(), image.height(), parameters.gaussianWidth(), pool),
                    BilateralLattice.build(
                            image, parameters.bilateralWidth(), parameters.colourWidth(), pool)
                };
        if (threads > 1) {
            for (Lattice lattice : lattices) {
                lattice.index(pool);
            }
        }
    }

    @Override
    public ScoreMap infer(Unary unary) throws BadInputException {
        if (unary.width() != order.width() || unary.height() != order.height()) {
            throw new BadInputException(
                    "unary term",
                    "is of %d x %d pixels".formatted(unary.width(), unary.height()),
                    "as large as the image, %d x %d".formatted(order.width(), order.height()));
        }
        try {
            return new MeanField(
                            order,
                            lattices,
                            parameters,
                            unary,
                            threads == 1,
                            engine.math(),
                            engine.pool())
                    .infer(threads);
        } catch (MeanField.UnusableEnergy e) {
            throw new BadInputException(
                    "energy", e.getMessage(), "numbers, one of them finite at every pixel", e);
        }
    }

    /** Bytes of the lattices. */
    long bytes() {
        long sum = 0;
        for (Lattice lattice : lattices) {
            sum += lattice.bytes();
        }
        return sum;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            for (Lattice lattice : lattices) {
                lattice.release(engine.pool());
            }
        }
    }
}
