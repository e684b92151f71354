package org.espalier.superpixel;

import boofcv.alg.segmentation.fh04.SegmentFelzenszwalbHuttenlocher04;
import boofcv.alg.segmentation.fh04.impl.FhEdgeWeights8_PLF32;
import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayS32;
import boofcv.struct.image.Planar;
import org.espalier.api.data.Image;
import org.espalier.api.superpixel.Oversegmentation.Felzenszwalb;

/** Regions by Felzenszwalb and Huttenlocher, over the eight neighbours of each pixel. */
final class GraphRegions {
    private GraphRegions() {}

    /** A number for each pixel: one of the pixels of its region. */
    static int[] of(Image image, Felzenszwalb how) {
        Planar<GrayF32> colours = Planes.smooth(Planes.rgb(image), how.sigma());
        GrayS32 regions = new GrayS32(image.width(), image.height());
        new SegmentFelzenszwalbHuttenlocher04<>(
                        how.scale(), how.minimumSize(), new FhEdgeWeights8_PLF32())
                .process(colours, regions);
        return regions.data;
    }
}
