package org.espalier.itests;

import static org.junit.Assert.assertNotEquals;

import java.util.Arrays;
import org.espalier.api.data.Image;
import org.espalier.api.superpixel.Oversegmentation;
import org.espalier.api.superpixel.Oversegmentation.Felzenszwalb;
import org.espalier.api.superpixel.Oversegmentation.Slic;
import org.espalier.api.superpixel.Superpixels;
import org.junit.Test;

/** The wrapped library has every class that cutting an image takes. */
public class SuperpixelsIT extends ProductTest {
    private static final int WIDTH = 40;
    private static final int HEIGHT = 20;

    /** Black over white. */
    private static Image halves() {
        byte[] rgb = new byte[WIDTH * HEIGHT * 3];
        Arrays.fill(rgb, rgb.length / 2, rgb.length, (byte) 255);
        return new Image(WIDTH, HEIGHT, rgb);
    }

    private void cuts(Oversegmentation how) throws Exception {
        int[] region = service(Superpixels.class, null).of(halves(), how).region();
        assertNotEquals(how.toString(), region[0], region[region.length - 1]);
    }

    @Test
    public void bothAlgorithmsCutAnImage() throws Exception {
        cuts(Slic.of(8));
        cuts(new Felzenszwalb(300, 0, 20));
        cuts(new Felzenszwalb(300, 0.8f, 20));
    }
}
