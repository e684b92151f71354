package org.espalier.inference.forward;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which forward passes give the same bits for an image in a batch as for the image alone. A native
 * library chooses its kernels by shape, and promises nothing: with {@code mobilenetv2} at stride 32
 * an image of 97 x 65 pixels differs in its last bits from the same image in a batch. What was
 * found to be equal once is equal always, since the choice and the order of sums do not depend on
 * values.
 *
 * <p>For use by the engine's thread alone.
 */
final class Trust {
    /** More shapes than a data set has; the oldest is found out anew. */
    private static final int MOST = 4096;

    private final Map<Case, Boolean> found =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Case, Boolean> eldest) {
                    return size() > MOST;
                }
            };

    /** What the library chooses its kernels by, but for the number of images. */
    record Subject(String backbone, int outputStride, List<String> stages, int height, int width) {}

    private record Case(Subject subject, int images) {}

    /** Whether a batch gives the same; null where nobody has tried. */
    Boolean of(Subject subject, int images) {
        return found.get(new Case(subject, images));
    }

    void found(Subject subject, int images, boolean equal) {
        found.put(new Case(subject, images), equal);
    }
}
