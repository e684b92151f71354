package org.espalier.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.Progress;
import org.espalier.api.stage.StageContext;
import org.espalier.work.ImageFailure;

/**
 * What is done to every training image before a network learns from it: an image a processor, with
 * progress; one that fails is reported and left out.
 */
public final class SampleWork {
    private final StageContext context;

    /**
     * @param context for progress, cancellation and failures
     */
    public SampleWork(StageContext context) {
        this.context = context;
    }

    /** What is done to an image, on any thread. */
    @FunctionalInterface
    public interface Step {
        /**
         * Does it.
         *
         * @return whether the image can be used; one that cannot is left out without a report
         * @throws IOException when the image fails; it is reported
         */
        boolean run(Sample sample) throws IOException;
    }

    /**
     * Does the work; ends when all of it is done, or none is under way any more.
     *
     * @param label of the progress
     * @return the samples that can be used, in their order
     * @throws CancellationException when the run is cancelled
     */
    public List<Sample> each(String label, List<Sample> samples, Step step) {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try (Progress.Task task = context.progress().begin(label, samples.size())) {
            List<Future<Boolean>> made = new ArrayList<>();
            for (Sample sample : samples) {
                made.add(workers.submit(() -> step.run(sample)));
            }
            List<Sample> usable = new ArrayList<>();
            for (int i = 0; i < made.size(); i++) {
                context.checkCancelled();
                if (isUsable(made.get(i), samples.get(i), label)) {
                    usable.add(samples.get(i));
                }
                task.advance(1);
            }
            return usable;
        } finally {
            end(workers);
        }
    }

    /** Waits for the images under way, so that nothing is written after this returns. */
    private static void end(ExecutorService workers) {
        workers.shutdownNow();
        try {
            workers.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isUsable(Future<Boolean> made, Sample sample, String label) {
        try {
            return made.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException)
                    new CancellationException("interrupted during " + label).initCause(e);
        } catch (ExecutionException e) {
            context.failed(sample.id(), ImageFailure.of(e.getCause()));
            return false;
        }
    }
}
