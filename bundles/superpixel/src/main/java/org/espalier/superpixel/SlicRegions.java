package org.espalier.superpixel;

import boofcv.alg.segmentation.slic.SegmentSlic;
import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayS32;
import boofcv.struct.image.Planar;
import org.espalier.api.data.Image;
import org.espalier.api.superpixel.Oversegmentation.Slic;

/** Regions by SLIC. */
final class SlicRegions {
    private static final int BORDER = 2 * SegmentSlic.BORDER;

    private SlicRegions() {}

    /**
     * A number for each pixel, the same in a region. BoofCV keeps centres two pixels off the
     * border; an image without room for one is one region.
     */
    static int[] of(Image image, Slic how) {
        GrayS32 regions = new GrayS32(image.width(), image.height());
        if (image.width() > BORDER && image.height() > BORDER) {
            int room = (image.width() - BORDER) * (image.height() - BORDER);
            int wanted = Math.min(how.regions(), room);
            int step = (int) Math.sqrt(room / (double) wanted);
            Planar<GrayF32> lab = Planes.lab(image);
            new PaperSlic(how, wanted, step, lab).process(lab, regions);
        }
        return regions.data;
    }
}
