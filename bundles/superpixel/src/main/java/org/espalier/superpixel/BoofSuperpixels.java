package org.espalier.superpixel;

import boofcv.concurrency.BoofConcurrency;
import org.espalier.api.data.Image;
import org.espalier.api.superpixel.Oversegmentation;
import org.espalier.api.superpixel.Oversegmentation.Felzenszwalb;
import org.espalier.api.superpixel.Oversegmentation.Slic;
import org.espalier.api.superpixel.Partition;
import org.espalier.api.superpixel.Superpixels;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Superpixels by BoofCV. What an image needs is made for it and let go, so threads share nothing.
 */
@Component
public final class BoofSuperpixels implements Superpixels {
    /**
     * BoofCV shall not start threads of its own: callers have theirs, and sums whose order changes
     * give other regions.
     */
    @Activate
    public BoofSuperpixels() {
        BoofConcurrency.USE_CONCURRENT = false;
    }

    @Override
    public Partition of(Image image, Oversegmentation how) {
        int[] regions =
                how instanceof Slic slic
                        ? SlicRegions.of(image, slic)
                        : GraphRegions.of(image, (Felzenszwalb) how);
        return Partition.of(image.width(), image.height(), regions);
    }
}
