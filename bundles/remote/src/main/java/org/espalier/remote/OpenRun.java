package org.espalier.remote;

import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.pipeline.Predictor;

/** A run that is open: one model for all threads, and for each thread what keeps watch on it. */
final class OpenRun implements Supplier<UnaryOperator<Map<String, Object>>>, AutoCloseable {
    private final Predictor learned;
    private final ImageCodec codec;

    OpenRun(Predictor learned, ImageCodec codec) {
        this.learned = learned;
        this.codec = codec;
    }

    /** A hand for one thread; it is to be closed. */
    @Override
    public Hand get() {
        return new Hand(learned, codec);
    }

    @Override
    public void close() throws IOException {
        learned.close();
    }
}
