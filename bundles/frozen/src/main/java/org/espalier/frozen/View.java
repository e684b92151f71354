package org.espalier.frozen;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.data.Image;
import org.espalier.inference.Backbone;
import org.espalier.inference.ImageBatch;

/**
 * How an image is looked at.
 *
 * @param side its shorter side in pixels, brought to the nearest side at which features align (see
 *     {@link org.espalier.inference.Backbone#alignedSide}); the longer side follows, as far as
 *     {@link #LONGEST} allows
 * @param mirrored whether left and right are swapped
 */
public record View(int side, boolean mirrored) {
    /** An image more than this many times as long as it is wide is squeezed to that. */
    public static final double LONGEST = 4;

    /** Refuses a side below 1. */
    public View {
        if (side < 1) {
            throw new IllegalArgumentException("a side has at least 1 pixel, not " + side);
        }
    }

    /**
     * Every way to look at an image at some sizes: upright, and after that mirrored if wanted.
     *
     * @param sides shorter sides, in pixels
     */
    public static List<View> all(int[] sides, boolean mirror) {
        List<View> views = new ArrayList<>();
        for (int side : sides) {
            views.add(new View(side, false));
            if (mirror) {
                views.add(new View(side, true));
            }
        }
        return views;
    }

    /** Columns of the image so looked at, in pixels. */
    public int width(Image image, Backbone backbone) {
        return length(image.width(), image, backbone);
    }

    /** Rows of the image so looked at, in pixels. */
    public int height(Image image, Backbone backbone) {
        return length(image.height(), image, backbone);
    }

    /** The image so looked at, ready for the backbone. */
    public ImageBatch batch(Image image, Backbone backbone) throws IOException {
        return new ImageBatch(
                        width(image, backbone), height(image, backbone), backbone.normalisation())
                .add(image, mirrored);
    }

    private int length(double of, Image image, Backbone backbone) {
        double shorter = Math.min(image.width(), image.height());
        return backbone.alignedSide(Math.min(of / shorter, LONGEST) * side);
    }
}
