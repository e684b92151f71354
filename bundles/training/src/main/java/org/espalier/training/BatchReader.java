package org.espalier.training;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads the batches in their order, one ahead, on a thread of its own. */
final class BatchReader<D> implements AutoCloseable {
    private static final long ORDER = 0x9e3779b97f4a7c15L;
    private static final long AUGMENTATION = 0xd1342543de82ef95L;

    private final TrainingPlan plan;
    private final Objective<D> objective;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    work -> {
                        Thread reader = new Thread(work, "espalier-read");
                        reader.setDaemon(true);
                        return reader;
                    });
    private long step;
    private int[] order;
    private Future<Optional<Read<D>>> ahead;

    /** A batch and its data. */
    record Read<D>(Batch batch, D data) {}

    BatchReader(TrainingPlan plan, Objective<D> objective, int firstEpoch) {
        this.plan = plan;
        this.objective = objective;
        this.step = firstEpoch * plan.stepsPerEpoch();
    }

    long stepsPerEpoch() {
        return plan.stepsPerEpoch();
    }

    /** The next batch; empty when none of its examples can be used. */
    Optional<Read<D>> next() throws IOException {
        Future<Optional<Read<D>>> current = ahead == null ? submit() : ahead;
        ahead = step < plan.steps() ? submit() : null;
        try {
            return current.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a batch was read");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Future<Optional<Read<D>>> submit() {
        Batch batch = batch(step++);
        return thread.submit(
                () -> Optional.ofNullable(objective.read(batch)).map(d -> new Read<>(batch, d)));
    }

    private Batch batch(long number) {
        int epoch = (int) (number / plan.stepsPerEpoch());
        int first = (int) (number % plan.stepsPerEpoch()) * plan.batch();
        if (order == null || first == 0) {
            order = order(plan.examples(), plan.seed(), epoch);
        }
        int last = (int) Math.min(plan.examples(), (long) first + plan.batch());
        return new Batch(
                epoch,
                number,
                Arrays.copyOfRange(order, first, last),
                random(plan.seed(), AUGMENTATION, number));
    }

    /** The order of the examples in an epoch. */
    static int[] order(int examples, long seed, int epoch) {
        SplittableRandom random = random(seed, ORDER, epoch);
        int[] order = new int[examples];
        for (int i = 0; i < examples; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** A stream of its own for every use and index. */
    private static SplittableRandom random(long seed, long use, long index) {
        long base = new SplittableRandom(seed ^ use).nextLong();
        return new SplittableRandom(new SplittableRandom(base + index).nextLong());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
