package org.espalier.imaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.LabelMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngFileTest {
    @TempDir Path folder;
    private Path file;
    private byte[] whole;

    @BeforeEach
    void mask() throws Exception {
        file = folder.resolve("mask.png");
        byte[] ids = new byte[30 * 20];
        Arrays.fill(ids, (byte) 3);
        TestImages.codec().writeLabels(new LabelMap(30, 20, ids), file);
        whole = Files.readAllBytes(file);
    }

    private String refused(byte[] bytes) throws Exception {
        Files.write(file, bytes);
        return assertThrows(BadInputException.class, () -> TestImages.codec().readLabels(file))
                .getMessage();
    }

    /** Not one place where a mask could be read as another. */
    @Test
    void everyChangedByteOfAMaskIsSeen() throws Exception {
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 4;
            String message = refused(changed);
            assertTrue(message.startsWith(file + ": "), message);
        }
    }

    @Test
    void everyCutIsSeen() throws Exception {
        for (int length = 1; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length));
        }
        assertTrue(refused(Arrays.copyOf(whole, whole.length - 12)).contains("truncated"));
    }

    @Test
    void whatFollowsTheEndDoesNoHarm() throws Exception {
        Files.write(file, Arrays.copyOf(whole, whole.length + 5));
        assertEquals(30, TestImages.codec().readLabels(file).width());
    }

    @Test
    void whatPixelsDoNotNeedMayBeDamaged() throws Exception {
        byte[] png =
                TestImages.encode(TestImages.quadrants(4, 4, BufferedImage.TYPE_3BYTE_BGR), "png");
        byte[] text = {0, 0, 0, 1, 't', 'E', 'X', 't', 'x', 1, 2, 3, 4};
        byte[] with = new byte[png.length + text.length];
        System.arraycopy(png, 0, with, 0, 33);
        System.arraycopy(text, 0, with, 33, text.length);
        System.arraycopy(png, 33, with, 33 + text.length, png.length - 33);
        Files.write(file, with);
        assertEquals(4, TestImages.codec().read(file).width());
    }
}
