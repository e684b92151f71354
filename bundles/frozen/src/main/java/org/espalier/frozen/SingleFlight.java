package org.espalier.frozen;

import java.io.InterruptedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.espalier.inference.FeatureMap;

/** What is being computed: who wants the same waits for it. */
final class SingleFlight {
    private final Map<String, CompletableFuture<Optional<FeatureMap>>> underWay =
            new ConcurrentHashMap<>();

    /**
     * Takes it upon the caller to compute something, unless somebody does already.
     *
     * @return what to wait for; empty where the caller has to compute, and to {@link #land}
     */
    Optional<CompletableFuture<Optional<FeatureMap>>> board(String key) {
        return Optional.ofNullable(underWay.putIfAbsent(key, new CompletableFuture<>()));
    }

    /**
     * Hands over what was computed.
     *
     * @param map null where it failed
     */
    void land(String key, FeatureMap map) {
        underWay.remove(key).complete(Optional.ofNullable(map));
    }

    /**
     * Waits for what another computes.
     *
     * @return empty where that failed
     * @throws InterruptedIOException when the thread is interrupted while it waits
     */
    static Optional<FeatureMap> await(CompletableFuture<Optional<FeatureMap>> other)
            throws InterruptedIOException {
        try {
            return other.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another computes features");
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody lands with an exception", e);
        }
    }
}
