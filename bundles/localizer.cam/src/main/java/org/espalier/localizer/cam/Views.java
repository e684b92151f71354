package org.espalier.localizer.cam;

import java.io.IOException;
import org.espalier.api.data.Image;
import org.espalier.inference.Backbone;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Resampling;

/** An image at the sizes at which a backbone looks at it. */
record Views(Backbone backbone, boolean mirror) {
    /** An image more than this many times as long as it is wide is squeezed to that. */
    private static final double LONGEST = 4;

    /** How many images a size gives. */
    int count() {
        return mirror ? 2 : 1;
    }

    /**
     * The image with its shorter side near to {@code side} pixels, and its mirror image if wanted.
     */
    ImageBatch at(Image image, int side) throws IOException {
        double shorter = Math.min(image.width(), image.height());
        ImageBatch batch =
                new ImageBatch(
                        length(image.width() / shorter, side),
                        length(image.height() / shorter, side),
                        backbone.normalisation());
        batch.add(image, false);
        if (mirror) {
            batch.addPlanes(Resampling.mirror(batch.planes(0), batch.width()));
        }
        return batch;
    }

    private int length(double ratio, int side) {
        return backbone.alignedSide(Math.min(ratio, LONGEST) * side);
    }
}
