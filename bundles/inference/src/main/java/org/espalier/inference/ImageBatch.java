package org.espalier.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.data.Image;

/**
 * Photographs made ready for a network: resized to one size, mirrored if wanted, normalised, as a
 * float array of shape (N, 3, height, width). Plain Java, so it can be filled outside of a job and
 * gives the same numbers everywhere.
 */
public final class ImageBatch {
    private final int width;
    private final int height;
    private final Normalisation normalisation;
    private final List<float[]> images = new ArrayList<>();

    /**
     * @param width columns, at least 1
     * @param height rows, at least 1
     */
    public ImageBatch(int width, int height, Normalisation normalisation) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "a batch needs sides of at least 1, not " + width + " x " + height);
        }
        this.width = width;
        this.height = height;
        this.normalisation = normalisation;
    }

    /**
     * Adds a photograph of any size: the whole of it, see {@link Resampling}.
     *
     * @param mirror whether to swap left and right
     * @return this
     */
    public ImageBatch add(Image image, boolean mirror) {
        float[] planes = normalised(image);
        float[] resized =
                Resampling.corners(planes, 3, image.height(), image.width(), height, width);
        return addPlanes(mirror ? Resampling.mirror(resized, width) : resized);
    }

    /**
     * Adds planes that are ready: {@code 3 * height * width} normalised values, for instance a crop
     * of another batch; handed over.
     *
     * @return this
     */
    public ImageBatch addPlanes(float[] planes) {
        if (planes.length != 3L * height * width) {
            throw new IllegalArgumentException(
                    "a batch of %d x %d needs %d values an image, got %d"
                            .formatted(width, height, 3L * width * height, planes.length));
        }
        images.add(planes);
        return this;
    }

    /** Images added. */
    public int size() {
        return images.size();
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** The planes of one image, R G B, row-major: read, never write. */
    public float[] planes(int index) {
        return images.get(index);
    }

    /** Copies the batch to the device: (N, 3, height, width). */
    public NDArray toArray(NDManager manager) {
        if (images.isEmpty()) {
            throw new IllegalStateException("an empty batch cannot go to the device");
        }
        int length = 3 * height * width;
        float[] all = images.get(0);
        if (images.size() > 1) {
            all = new float[Math.multiplyExact(images.size(), length)];
            for (int i = 0; i < images.size(); i++) {
                System.arraycopy(images.get(i), 0, all, i * length, length);
            }
        }
        return DeviceArrays.of(manager, all, new Shape(images.size(), 3, height, width));
    }

    private float[] normalised(Image image) {
        int pixels = image.width() * image.height();
        byte[] rgb = image.rgb();
        float[] planes = new float[3 * pixels];
        for (int c = 0; c < 3; c++) {
            float scale = 1 / (255 * normalisation.std()[c]);
            float offset = normalisation.mean()[c] / normalisation.std()[c];
            for (int i = 0; i < pixels; i++) {
                planes[c * pixels + i] = (rgb[3 * i + c] & 0xff) * scale - offset;
            }
        }
        return planes;
    }
}
