package org.espalier.heads;

/**
 * Rows of features with their classes.
 *
 * @param channels features of a row
 * @param features {@code labels.length * channels} values, row after row; handed over
 * @param labels the class of each row, as unsigned bytes, or {@link #UNKNOWN}
 */
public record Rows(int channels, float[] features, byte[] labels) {
    /** The label of a row of which nothing is known, and which teaches nothing. */
    public static final byte UNKNOWN = -1;

    /** Refuses an array of another length. */
    public Rows {
        if (features.length != (long) labels.length * channels) {
            throw new IllegalArgumentException(
                    "%d rows of %d features need %d values, got %d"
                            .formatted(
                                    labels.length,
                                    channels,
                                    (long) labels.length * channels,
                                    features.length));
        }
    }

    /** How many. */
    public int count() {
        return labels.length;
    }
}
