package org.espalier.localizer.cam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.api.data.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivationsTest {
    @TempDir Path folder;

    private final Activations two =
            new Activations(
                    2, 1, new int[] {3, 7}, new float[] {1, 2, 3, 4}, new float[] {0.1f, 0.2f});
    private final Image image = new Image(2, 1, new byte[6]);

    @Test
    void normalisesEachPlaneAndClipsBelowZero() {
        assertArrayEquals(
                new float[] {0, 1, 0.5f, 0, 0, 0},
                Activations.normalise(new float[] {-1, 4, 2, -3, -1, 0}, 3));
    }

    @Test
    void selectsMapsByClass() {
        assertArrayEquals(new float[] {3, 4}, two.only(new int[] {7}).maps());
        assertTrue(two.covers(new int[] {3, 7}));
        assertFalse(two.covers(new int[] {3, 4}));
        assertTrue(two.covers(new int[0]));
    }

    @Test
    void isKnownAgainByTheContentOfTheImage() throws IOException {
        Path file = folder.resolve("activations.safetensors");
        ActivationCache cache = new ActivationCache(file);
        cache.put(image, two.only(new int[] {7}));
        cache.write();

        ActivationCache again = new ActivationCache(file);
        Activations found = again.find(new Image(2, 1, new byte[6]), new int[] {7});
        assertArrayEquals(new float[] {3, 4}, found.maps());
        assertArrayEquals(two.logits(), found.logits());
        assertNull(again.find(image, new int[] {3}), "only what was asked for is kept");
        assertNull(again.find(new Image(1, 2, new byte[6]), new int[] {7}));
        assertNull(again.find(new Image(2, 1, new byte[] {0, 0, 0, 0, 0, 1}), new int[] {7}));
    }

    @Test
    void aDamagedFileCountsAsEmpty() throws IOException {
        Path file = folder.resolve("activations.safetensors");
        Files.writeString(file, "garbage");
        assertNull(new ActivationCache(file).find(image, new int[] {3}));
    }
}
