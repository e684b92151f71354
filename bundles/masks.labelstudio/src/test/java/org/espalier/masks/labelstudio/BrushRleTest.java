package org.espalier.masks.labelstudio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.espalier.api.data.LabelMap;
import org.espalier.testing.TestMasks;
import org.junit.jupiter.api.Test;

class BrushRleTest {
    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** Bytes from a text of bits, filled up with 0. */
    private static byte[] bits(String... text) {
        String all = String.join("", text).replace(" ", "");
        byte[] bytes = new byte[(all.length() + 7) / 8];
        for (int i = 0; i < all.length(); i++) {
            bytes[i / 8] |= (byte) (all.charAt(i) - '0' << 7 - i % 8);
        }
        return bytes;
    }

    private static byte[] draw(byte[] rle, int width, int height) throws IOException {
        byte[] labels = new byte[width * height];
        new BrushRle(rle).draw(labels, width, height, (byte) 1);
        return labels;
    }

    /**
     * By hand, for one pixel that is in the mask, four values of 255: 32 bits say 4; 00111 words of
     * 8 bits; 0010 0011 0111 1111 lengths of 3, 4, 8 and 16 bits; 1 repeated, 00 the length has 3
     * bits, 011 it is 4, 11111111 the value. That is 00111001 00011011 11111100 01111111 111 and
     * five bits of 0.
     */
    @Test
    void onePixel() throws IOException {
        byte[] expected = bytes(0, 0, 0, 4, 57, 27, 252, 127, 224);
        assertArrayEquals(expected, BrushRle.of(TestMasks.mask("1"), 1).bytes());
        assertArrayEquals(bytes(1), draw(expected, 1, 1));
    }

    /**
     * How the region of an image of 3332 x 2527 begins that Label Studio itself exported (a
     * published data set of cells): runs of 65536 zeros, 27 bits each.
     */
    @Test
    void aLargeImageBeginsAsLabelStudiosOwn() {
        byte[] published =
                bytes(
                        2, 1, 233, 240, 57, 27, 255, 255, 255, 0, 255, 255, 224, 31, 255, 252, 3,
                        255, 255, 128, 127, 255, 240, 15, 255, 254, 1, 255, 255, 192, 63, 255, 248,
                        7, 255, 255, 0, 255, 255, 224, 31, 255, 252, 3, 255, 255, 128, 127, 255,
                        240, 15, 255, 254, 1, 255, 255, 192, 63, 255, 248, 7, 255, 255, 0);
        byte[] labels = new byte[3332 * 2527];
        labels[labels.length - 1] = 1;
        byte[] ours = BrushRle.of(new LabelMap(3332, 2527, labels), 1).bytes();
        assertArrayEquals(published, Arrays.copyOf(ours, published.length));
    }

    /**
     * Other tools give values one by one (0, then each of them) and may choose other lengths. Here
     * 2 x 1 pixels, words of 4 bits (00011), lengths of 1 bit (0000) four times; 8 values: 0 00 1
     * two values 5, 0; then 0 00 1: 0, 7 (alpha 7: in the mask); then 1 00 1 0000 two zeros; 0 00
     * 1: 3, 0 (alpha 0: not in the mask, whatever its colour).
     */
    @Test
    void otherWordsAndLengthsAreRead() throws IOException {
        byte[] rle =
                bits(
                        "00000000 00000000 00000000 00001000 00011 0000 0000 0000 0000",
                        "0 00 1 0101 0000",
                        "0 00 1 0000 0111",
                        "1 00 1 0000",
                        "0 00 1 0011 0000");
        assertArrayEquals(bytes(1, 0), draw(rle, 2, 1));
    }

    @Test
    void everyClassOfARandomMaskIsDrawnWhereItWas() throws IOException {
        Random random = new Random(8);
        for (int round = 0; round < 200; round++) {
            LabelMap mask = TestMasks.random(random, 4);
            byte[] drawn = new byte[mask.labels().length];
            for (int id = 1; id < 4; id++) {
                BrushRle rle = BrushRle.of(mask, id);
                rle.draw(drawn, mask.width(), mask.height(), (byte) id);
            }
            assertArrayEquals(mask.labels(), drawn);
        }
    }

    @Test
    void runsOfEveryLengthAreRead() throws IOException {
        for (int length : new int[] {1, 2, 3, 4, 5, 63, 64, 65, 16383, 16384, 16385, 40000}) {
            byte[] labels = new byte[length + 2];
            Arrays.fill(labels, 1, length + 1, (byte) 1);
            LabelMap mask = new LabelMap(labels.length, 1, labels);
            assertArrayEquals(
                    labels, draw(BrushRle.of(mask, 1).bytes(), labels.length, 1), "run " + length);
        }
    }

    @Test
    void whatIsDamagedIsRefused() {
        byte[] whole = BrushRle.of(TestMasks.mask("0110", "0011"), 1).bytes();
        for (int length = 0; length < whole.length - 1; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            var wrong = assertThrows(IOException.class, () -> draw(cut, 4, 2));
            assertTrue(wrong.getMessage().contains("end too early"), wrong.getMessage());
        }
        var size = assertThrows(IOException.class, () -> draw(whole, 2, 2));
        assertEquals("its run lengths are those of 32 values", size.getMessage());
        byte[] beyond =
                bits(
                        "00000000 00000000 00000000 00000100 00111 0010 0011 0111 1111 1 00 111 11111111");
        var far = assertThrows(IOException.class, () -> draw(beyond, 1, 1));
        assertEquals("its run lengths go beyond the image", far.getMessage());
    }
}
