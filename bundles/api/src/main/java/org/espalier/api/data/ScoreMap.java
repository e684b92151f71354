package org.espalier.api.data;

import java.util.Objects;

/**
 * A score for each of some classes at every cell of a grid that covers an image evenly.
 *
 * <p>The grid may be coarser than the image. Scores are non-negative and comparable across the
 * classes of the map: the class with the highest score wins a cell. A map that speaks of the
 * background competes as it is; one that does not is completed by {@link #withBackground} first.
 *
 * <p>Immutable by agreement: arrays are handed over, not copied.
 */
public final class ScoreMap {
    private final int[] classIds;
    private final int width;
    private final int height;
    private final float[] scores;

    /**
     * @param classIds the classes the map speaks of, one a plane, each once; may be empty
     * @param width columns of the grid, at least 1
     * @param height rows of the grid, at least 1
     * @param scores {@code classIds.length * height * width} values, plane by plane, row-major;
     *     ownership passes on
     * @throws IllegalArgumentException when the array does not have that length
     */
    public ScoreMap(int[] classIds, int width, int height, float[] scores) {
        Objects.requireNonNull(classIds, "classIds");
        Objects.requireNonNull(scores, "scores");
        long expected = (long) classIds.length * width * height;
        if (width < 1 || height < 1 || scores.length != expected) {
            throw new IllegalArgumentException(
                    "A score map of %d classes on %d x %d needs %d scores, got %d"
                            .formatted(classIds.length, width, height, expected, scores.length));
        }
        this.classIds = classIds.clone();
        this.width = width;
        this.height = height;
        this.scores = scores;
    }

    /** The class of each plane, as an array of the caller's own. */
    public int[] classIds() {
        return classIds.clone();
    }

    /** How many planes. */
    public int planes() {
        return classIds.length;
    }

    /** The class of a plane. */
    public int classId(int plane) {
        return classIds[plane];
    }

    /** The plane of a class, or -1 when the map does not speak of it. */
    public int plane(int classId) {
        for (int k = 0; k < classIds.length; k++) {
            if (classIds[k] == classId) {
                return k;
            }
        }
        return -1;
    }

    /** Columns of the grid. */
    public int width() {
        return width;
    }

    /** Rows of the grid. */
    public int height() {
        return height;
    }

    /** The scores themselves, plane by plane, row-major: read, never write. */
    public float[] scores() {
        return scores;
    }

    /** One score. */
    public float score(int plane, int x, int y) {
        return scores[(plane * height + y) * width + x];
    }

    /** The planes of these tags alone, in ascending order; tags without a plane are left out. */
    public ScoreMap only(Tags tags) {
        int[] kept = java.util.Arrays.stream(tags.ids()).filter(id -> plane(id) >= 0).toArray();
        float[] values = new float[kept.length * height * width];
        for (int k = 0; k < kept.length; k++) {
            System.arraycopy(
                    scores,
                    plane(kept[k]) * height * width,
                    values,
                    k * height * width,
                    height * width);
        }
        return new ScoreMap(kept, width, height, values);
    }

    /**
     * The same map with a constant plane for the background put first; the map itself when it
     * already speaks of the background.
     *
     * @param background the background's class id
     * @param score the constant, on the scale of the other scores
     */
    public ScoreMap withBackground(int background, float score) {
        if (plane(background) >= 0) {
            return this;
        }
        int cells = height * width;
        int[] ids = new int[classIds.length + 1];
        ids[0] = background;
        System.arraycopy(classIds, 0, ids, 1, classIds.length);
        float[] values = new float[ids.length * cells];
        java.util.Arrays.fill(values, 0, cells, score);
        System.arraycopy(scores, 0, values, cells, scores.length);
        return new ScoreMap(ids, width, height, values);
    }

    /**
     * The same scores on another grid over the same image, by bilinear interpolation between cell
     * centres (what other tools call {@code align_corners = false}).
     */
    public ScoreMap resized(int newWidth, int newHeight) {
        if (newWidth == width && newHeight == height) {
            return this;
        }
        float[] values = new float[classIds.length * newWidth * newHeight];
        new Bilinear(width, height, newWidth, newHeight).apply(scores, values, classIds.length);
        return new ScoreMap(classIds, newWidth, newHeight, values);
    }

    /** The same scores with each cell brought to a sum of 1; where nothing scores, nothing does. */
    public ScoreMap shares() {
        int cells = height * width;
        float[] values = scores.clone();
        for (int i = 0; i < cells; i++) {
            float sum = 0;
            for (int at = i; at < values.length; at += cells) {
                sum += values[at];
            }
            for (int at = i; sum > 0 && at < values.length; at += cells) {
                values[at] /= sum;
            }
        }
        return new ScoreMap(classIds, width, height, values);
    }

    /**
     * The winning class of every cell. Where scores are equal the plane that comes first wins, so
     * the background, put first, wins a tie.
     *
     * @throws IllegalStateException when the map has no plane
     */
    public LabelMap argmax() {
        if (classIds.length == 0) {
            throw new IllegalStateException(
                    "A score map without a plane has no winner: add a background first");
        }
        int cells = height * width;
        float[] best = java.util.Arrays.copyOf(scores, cells);
        byte[] labels = new byte[cells];
        java.util.Arrays.fill(labels, (byte) classIds[0]);
        for (int k = 1; k < classIds.length; k++) {
            byte id = (byte) classIds[k];
            int plane = k * cells;
            for (int i = 0; i < cells; i++) {
                float score = scores[plane + i];
                if (score > best[i]) {
                    best[i] = score;
                    labels[i] = id;
                }
            }
        }
        return new LabelMap(width, height, labels);
    }

    @Override
    public String toString() {
        return "ScoreMap["
                + width
                + " x "
                + height
                + ", classes "
                + java.util.Arrays.toString(classIds)
                + "]";
    }
}
