package org.espalier.spark.output;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of some images. Kept in the footer of the file that holds them, so that the sum over
 * all files counts each image once, whoever did it and when.
 *
 * @param images how many, failed ones among them
 * @param failed of how many there is no mask
 * @param seconds of work, added up over all threads
 * @param confusion pixels by true and predicted class, {@code size} rows of {@code size + 1}
 *     columns; empty where nothing was scored
 */
public record Tally(long images, long failed, double seconds, long[] confusion)
        implements Serializable {
    public static final Tally NONE = new Tally(0, 0, 0, new long[0]);

    private static final String IMAGES = "espalier.images";
    private static final String FAILED = "espalier.failed";
    private static final String SECONDS = "espalier.seconds";
    private static final String CONFUSION = "espalier.confusion";

    public Tally plus(Tally other) {
        return new Tally(
                images + other.images,
                failed + other.failed,
                seconds + other.seconds,
                sum(confusion, other.confusion));
    }

    /** What an image without a true mask adds is empty, and adds nothing. */
    static long[] sum(long[] a, long[] b) {
        if (a.length == 0 || b.length == 0) {
            return a.length == 0 ? b : a;
        }
        long[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    /** As it stands in a footer. */
    public Map<String, String> footer() {
        Map<String, String> footer = new TreeMap<>();
        footer.put(IMAGES, Long.toString(images));
        footer.put(FAILED, Long.toString(failed));
        footer.put(SECONDS, Double.toString(seconds));
        footer.put(
                CONFUSION,
                Arrays.stream(confusion).mapToObj(Long::toString).collect(Collectors.joining(" ")));
        return footer;
    }

    /**
     * @throws IllegalArgumentException when the footer has none
     */
    static Tally of(Map<String, String> footer) {
        String confusion = footer.get(CONFUSION);
        if (confusion == null) {
            throw new IllegalArgumentException("is not of Espalier: its footer has no counts");
        }
        return new Tally(
                Long.parseLong(footer.get(IMAGES)),
                Long.parseLong(footer.get(FAILED)),
                Double.parseDouble(footer.get(SECONDS)),
                confusion.isEmpty()
                        ? new long[0]
                        : Arrays.stream(confusion.split(" ")).mapToLong(Long::parseLong).toArray());
    }
}
