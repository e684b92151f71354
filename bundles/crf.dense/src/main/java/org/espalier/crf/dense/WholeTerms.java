package org.espalier.crf.dense;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.crf.PairwiseTerms;
import org.espalier.api.crf.Unary;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;

/** The pairwise terms of an image that is computed as one. */
final class WholeTerms implements PairwiseTerms {
    private final PixelOrder order;
    private final int iterations;
    private final Engine engine;
    private final int threads;
    private final List<Kernel> kernels = new ArrayList<>();
    private final Lattice spatial;
    private boolean closed;

    WholeTerms(Image image, CrfParameters parameters, Engine engine) {
        this.order = new PixelOrder(image.width(), image.height());
        this.iterations = parameters.iterations();
        this.engine = engine;
        this.threads = engine.threads(order.pixels());
        float gaussian = parameters.gaussianCompatibility();
        if (gaussian > 0) {
            float sxy = parameters.gaussianWidth();
            spatial = engine.spatial().take(order, sxy);
            kernels.add(new Kernel(spatial, gaussian));
        } else {
            spatial = null;
        }
        float bilateral = parameters.bilateralCompatibility();
        if (bilateral > 0) {
            float sxy = parameters.bilateralWidth();
            float srgb = parameters.colourWidth();
            kernels.add(
                    new Kernel(BilateralLattice.build(image, sxy, srgb, engine.pool()), bilateral));
        }
        if (threads > 1) {
            kernels.forEach(kernel -> kernel.lattice().index(engine.pool()));
        }
    }

    @Override
    public ScoreMap infer(Unary unary) throws BadInputException {
        if (isClosed()) {
            throw new IllegalStateException("the pairwise terms have been closed");
        }
        if (unary.width() != order.width() || unary.height() != order.height()) {
            throw new BadInputException(
                    "unary term",
                    "is of %d x %d pixels".formatted(unary.width(), unary.height()),
                    "as large as the image, %d x %d".formatted(order.width(), order.height()));
        }
        if (unary.classIds().length == 0) {
            return new ScoreMap(new int[0], order.width(), order.height(), new float[0]);
        }
        long start = System.nanoTime();
        try {
            return new MeanField(order, kernels, iterations, unary, threads == 1, engine)
                    .infer(threads);
        } catch (MeanField.UnusableEnergy e) {
            throw new BadInputException(
                    "energy", e.getMessage(), "numbers, one of them finite at every pixel", e);
        } finally {
            engine.choice().worked(System.nanoTime() - start);
        }
    }

    /** Bytes of the lattices. */
    long bytes() {
        long sum = 0;
        for (Kernel kernel : kernels) {
            sum += kernel.lattice().bytes();
        }
        return sum;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            kernels.forEach(kernel -> release(kernel.lattice()));
        }
    }

    private void release(Lattice lattice) {
        if (lattice == spatial) {
            engine.spatial().give(lattice);
        } else {
            lattice.release(engine.pool());
        }
    }
}
