package org.espalier.crf.dense;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inner loops that run best just now. Vector instructions win once the optimising compiler has
 * been at them, and are a hundred times slower until then; so plain loops begin, and when these
 * have worked for a while, a thread makes the others ready ({@link WarmUp}). Both give the same to
 * the last bit, so it does not matter to a result when the one takes over from the other.
 */
final class MathChoice implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MathChoice.class);
    private static final String MODULE = "jdk.incubator.vector";

    /** How long plain loops work before it pays to make others ready, in nanoseconds. */
    private static final long WHILE = 2_000_000_000;

    private final LabelMath better;
    private final AtomicLong worked = new AtomicLong();
    private volatile LabelMath now;
    private Thread warmUp;
    private boolean closed;

    /**
     * @param begin what is used at first
     * @param better what is to be used when it is ready; the same if there is nothing better
     */
    MathChoice(LabelMath begin, LabelMath better) {
        this.now = begin;
        this.better = better;
    }

    /** Always the same. */
    static MathChoice of(LabelMath math) {
        return new MathChoice(math, math);
    }

    /** With vector instructions, if the module was given and the processor is wide enough. */
    static MathChoice best() {
        PlainMath plain = new PlainMath();
        return new MathChoice(plain, best(plain));
    }

    private static LabelMath best(PlainMath plain) {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return plain;
        }
        try {
            return VectorMath.fast() ? new VectorMath() : plain;
        } catch (LinkageError e) {
            // the framework does not hand the module on, or it is another one's by now
            LOG.debug("no vector instructions", e);
            return plain;
        }
    }

    /** What to use now, for all of an inference. */
    LabelMath now() {
        return now;
    }

    /** What is used in the end. */
    LabelMath better() {
        return better;
    }

    /** Tells how long an inference took. */
    void worked(long nanoseconds) {
        if (now != better && worked.addAndGet(nanoseconds) > WHILE) {
            makeReady();
        }
    }

    /** Begins to make the better loops ready, unless that has begun. */
    synchronized void makeReady() {
        if (warmUp == null && !closed && now != better) {
            warmUp = new Thread(this::warmUp, "espalier-crf-warm-up");
            warmUp.setDaemon(true);
            warmUp.setPriority(Thread.MIN_PRIORITY);
            warmUp.start();
        }
    }

    private void warmUp() {
        if (new WarmUp(now, better).succeeds()) {
            now = better;
            LOG.info("Dense CRF computes with {}", better.name());
        }
    }

    /** Stops what it began; what is used stays. */
    @Override
    public void close() {
        Thread thread;
        synchronized (this) {
            closed = true;
            thread = warmUp;
        }
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
