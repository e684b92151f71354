package org.espalier.api.data;

import java.io.IOException;
import java.util.Objects;

/**
 * A photograph and its tags: all that a method may learn from. The true mask, where there is one,
 * stays with the {@link org.espalier.api.dataset.Split split} and is out of a method's reach.
 *
 * <p>A sample is light: pixels are read when asked for, and not kept.
 */
public final class Sample {
    private final String id;
    private final Tags tags;
    private final Source<Image> image;

    /**
     * @param id unique in its split, and fit for a file name
     * @param tags the classes present
     * @param image reads the pixels; called once for each {@link #image()}
     */
    public Sample(String id, Tags tags, Source<Image> image) {
        this.id = Objects.requireNonNull(id, "id");
        this.tags = Objects.requireNonNull(tags, "tags");
        this.image = Objects.requireNonNull(image, "image");
    }

    /** Unique in its split, and fit for a file name. */
    public String id() {
        return id;
    }

    /** The classes present. */
    public Tags tags() {
        return tags;
    }

    /**
     * Reads the photograph.
     *
     * @throws BadInputException when the file is missing, broken or too large
     */
    public Image image() throws IOException {
        return image.read();
    }

    @Override
    public String toString() {
        return "Sample[" + id + ", " + tags + "]";
    }
}
