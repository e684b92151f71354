package org.espalier.crf.dense;

/**
 * The inner loops of mean field inference. Values are <em>label-contiguous</em>: those of a pixel
 * or of a corner of a lattice lie side by side, {@code stride} floats each; the stride is the
 * number of labels, rounded up.
 *
 * <p>Pixels are worked on in short pieces, whose values are in a <em>block</em> that stays in the
 * nearest cache.
 */
interface LabelMath {
    /** How this is called in messages. */
    String name();

    /** The number of labels rounded up to what the loops work on at once. */
    int stride(int labels);

    /**
     * Slices: adds to the values of some pixels what their corners hold, normalised and times the
     * strength of the term.
     *
     * @param from the first pixel
     * @param count how many
     */
    void receive(Term term, int from, int count, float[] block);

    /**
     * Turns minus energies into probabilities, in place.
     *
     * @param block with room for one pixel more
     */
    void softmax(float[] block, int count, int stride);

    /** Splats: adds the values of some pixels, normalised, to what is sent to their corners. */
    void send(Term term, int from, int count, float[] block);

    /**
     * Splats from the side of the corners: sums what is sent to some of them. Adds up in the same
     * order as {@link #send}.
     *
     * @param values of all pixels
     */
    void gather(Term term, float[] values, int from, int to);

    /** Blurs what was sent along some chains of an axis. */
    void blur(Term term, int axis, int from, int to);
}
