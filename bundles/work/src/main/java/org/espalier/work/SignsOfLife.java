package org.espalier.work;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.espalier.api.data.Sample;
import org.espalier.api.stage.PerSample;
import org.espalier.api.stage.Progress;

/**
 * What a stage that learns shows of itself: steps of progress, points of curves, images that it
 * looks at.
 */
public final class SignsOfLife implements Progress {
    private final Progress next;
    private final Map<Thread, Look> looks = new ConcurrentHashMap<>();
    private volatile long last = System.nanoTime();
    private volatile String doing = "";

    /** The last image that a thread has asked for. */
    private record Look(String id, long time) {}

    /**
     * Begins now.
     *
     * @param next that is told of progress too
     */
    public SignsOfLife(Progress next) {
        this.next = next;
    }

    /** How long there was none, in nanoseconds. */
    public long silence() {
        return System.nanoTime() - last;
    }

    /** The samples, so that it shows when their images are read. */
    public List<Sample> of(List<Sample> samples) {
        return samples.stream()
                .map(
                        sample ->
                                new Sample(
                                        sample.id(),
                                        sample.tags(),
                                        () -> {
                                            looksAt(sample);
                                            return sample.image();
                                        }))
                .toList();
    }

    /** The same for what else is kept of them. */
    public <T> PerSample<T> of(PerSample<T> kept) {
        return sample -> {
            looksAt(sample);
            return kept.of(sample);
        };
    }

    private void looksAt(Sample sample) {
        last = System.nanoTime();
        looks.put(Thread.currentThread(), new Look(sample.id(), last));
        looks.keySet().removeIf(thread -> !thread.isAlive());
    }

    /** What it was about, as far as it has told: the work, and the image of each thread. */
    public String told() {
        String images =
                looks.entrySet().stream()
                        .filter(look -> look.getKey().isAlive())
                        .map(Map.Entry::getValue)
                        .sorted(Comparator.comparingLong(look -> last - look.time()))
                        .map(Look::id)
                        .distinct()
                        .collect(Collectors.joining(", "));
        return (doing.isEmpty() ? "" : " at '" + doing + "'")
                + (images.isEmpty() ? "" : ", last seen with " + images);
    }

    @Override
    public Task begin(String label, long total) {
        Task task = next.begin(label, total);
        AtomicLong done = new AtomicLong();
        sign(label, 0, total);
        return new Task() {
            @Override
            public void advance(long steps) {
                sign(label, done.addAndGet(steps), total);
                task.advance(steps);
            }

            @Override
            public void close() {
                last = System.nanoTime();
                task.close();
            }
        };
    }

    private void sign(String label, long done, long total) {
        last = System.nanoTime();
        doing = "%s %d/%d".formatted(label, done, total);
    }

    @Override
    public void measure(String curve, long step, double value) {
        last = System.nanoTime();
        next.measure(curve, step, value);
    }
}
