package org.espalier.method.deepcluster;

import org.espalier.api.data.Image;
import org.espalier.api.superpixel.Oversegmentation;
import org.espalier.api.superpixel.Partition;
import org.espalier.api.superpixel.Superpixels;

/** Superpixels that are squares, about as many as wanted. */
final class Blocks implements Superpixels {
    @Override
    public Partition of(Image image, Oversegmentation how) {
        int along = (int) Math.round(Math.sqrt(((Oversegmentation.Slic) how).regions()));
        int[] region = new int[image.width() * image.height()];
        for (int p = 0; p < region.length; p++) {
            int x = p % image.width() * along / image.width();
            int y = p / image.width() * along / image.height();
            region[p] = y * along + x;
        }
        return Partition.of(image.width(), image.height(), region);
    }
}
