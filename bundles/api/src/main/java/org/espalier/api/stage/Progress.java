package org.espalier.api.stage;

/** Where work that takes time tells how far it is. Safe for use by several threads. */
public interface Progress {
    /**
     * Begins a piece of work.
     *
     * @param label what is done, in a few words: {@code "train cam"}
     * @param total how many steps, at least 0
     */
    Task begin(String label, long total);

    /**
     * Notes a point of a curve, such as a training loss.
     *
     * @param curve its name: {@code "loss"}
     * @param step where on the curve
     * @param value finite or not; one that is not is shown as such
     */
    default void measure(String curve, long step, double value) {}

    /** A piece of work under way. */
    interface Task extends AutoCloseable {
        /** Notes that so many further steps are done. */
        void advance(long steps);

        /** Ends the work, whether all steps are done or not. */
        @Override
        void close();
    }

    /** Tells nobody. */
    static Progress silent() {
        return (label, total) ->
                new Task() {
                    @Override
                    public void advance(long steps) {
                        // nobody listens
                    }

                    @Override
                    public void close() {
                        // nobody listens
                    }
                };
    }
}
