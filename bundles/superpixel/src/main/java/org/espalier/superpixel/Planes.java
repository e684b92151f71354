package org.espalier.superpixel;

import boofcv.alg.color.ColorLab;
import boofcv.alg.filter.blur.GBlurImageOps;
import boofcv.struct.image.GrayF32;
import boofcv.struct.image.Planar;
import org.espalier.api.data.Image;

/** Images as BoofCV has them: a plane of floats for each channel. */
final class Planes {
    private static final int CHANNELS = 3;

    private Planes() {}

    /** Red, green and blue, 0 to 255. */
    static Planar<GrayF32> rgb(Image image) {
        Planar<GrayF32> planes =
                new Planar<>(GrayF32.class, image.width(), image.height(), CHANNELS);
        byte[] rgb = image.rgb();
        for (int c = 0; c < CHANNELS; c++) {
            float[] plane = planes.getBand(c).data;
            for (int i = 0; i < plane.length; i++) {
                plane[i] = rgb[i * CHANNELS + c] & 0xff;
            }
        }
        return planes;
    }

    /** CIELAB for white at D65: L from 0 to 100. */
    static Planar<GrayF32> lab(Image image) {
        Planar<GrayF32> planes = rgb(image);
        ColorLab.rgbToLab(planes, planes);
        return planes;
    }

    /**
     * Smoothed by a Gaussian.
     *
     * @param sigma standard deviation in pixels; 0 leaves the planes as they are
     */
    static Planar<GrayF32> smooth(Planar<GrayF32> planes, double sigma) {
        return sigma > 0 ? GBlurImageOps.gaussian(planes, null, sigma, -1, null) : planes;
    }
}
