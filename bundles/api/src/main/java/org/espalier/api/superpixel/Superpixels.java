package org.espalier.api.superpixel;

import org.espalier.api.data.Image;
import org.osgi.annotation.versioning.ProviderType;

/** Cuts images into superpixels. Safe for use by several threads. */
@ProviderType
public interface Superpixels {
    /**
     * Cuts an image into connected regions. The same image and parameters give the same regions, in
     * any thread.
     *
     * @param image of any size; where it is too small to be cut, it is one region
     * @param how the algorithm and its parameters
     * @return regions on the grid of the image
     */
    Partition of(Image image, Oversegmentation how);
}
