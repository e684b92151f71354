package org.espalier.inference.turns;

import java.util.concurrent.CompletableFuture;

/**
 * What a caller wants of the engine.
 *
 * @param caller who asks, compared with {@code equals}: turns are taken by caller
 * @param joint the work; requests of equal work can be done together
 * @param item what it is to be done with
 * @param done completed by the engine's thread
 */
record Request<I, O>(Object caller, Joint<I, O> joint, I item, CompletableFuture<O> done) {
    /** Each is itself, whatever it asks for. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
