package org.espalier.masks.coco;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Random;
import org.espalier.api.data.LabelMap;
import org.espalier.testing.TestMasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CocoRleTest {
    /** A mask of one column: its column-major order is that of the letters. */
    private static LabelMap column(String pixels) {
        return TestMasks.mask(pixels.split(""));
    }

    private static int[] numbers(String text) {
        return java.util.stream.Stream.of(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    /** The two examples that pycocotools' documentation of its module {@code mask} begins with. */
    @Test
    void runLengthsAreThoseOfTheDocumentation() {
        assertArrayEquals(new int[] {2, 3, 1, 1}, CocoRegion.of(column("0011101"), 1).counts());
        assertArrayEquals(new int[] {0, 6, 1}, CocoRegion.of(column("1111110"), 1).counts());
    }

    /**
     * By columns: 0 1 | 1 1 | 0 1 | 0 0, so 1 outside, 3 inside, 1 outside, 1 inside, 2 outside.
     * The box is columns 0 to 2 and rows 0 to 1.
     */
    @Test
    void runsGoDownTheColumns() {
        CocoRegion region = CocoRegion.of(TestMasks.mask("0100", "1110"), 1);
        assertArrayEquals(new int[] {1, 3, 1, 1, 2}, region.counts());
        assertEquals(4, region.area());
        assertEquals("0 0 3 2", box(region));
    }

    @Test
    void aBoxHoldsItsPixelsAndNoMore() {
        CocoRegion region = CocoRegion.of(TestMasks.mask("0000", "0020", "0002", "1111"), 2);
        assertEquals(2, region.area());
        assertEquals("2 1 2 2", box(region));
        assertEquals("0 0 0 0", box(CocoRegion.of(TestMasks.mask("0"), 7)));
    }

    private static String box(CocoRegion r) {
        return "%d %d %d %d".formatted(r.left(), r.top(), r.width(), r.height());
    }

    /**
     * Derived by hand from the rule: from the fourth number on the difference to the one before the
     * last; groups of five bits, lowest first; 32 is added where another group follows; the
     * character is 48 on.
     *
     * <ul>
     *   <li>2 3 1 1: the fourth is 1 - 3 = -2, in five bits 11110 = 30, whose top bit says that it
     *       is negative and which needs no further group: 48 + 30 = 'N'.
     *   <li>0 6 1 3: 3 - 6 = -3 = 11101 = 29: 'M'.
     *   <li>0 1024: 1024 = 1 00000 00000: two groups of 0 that go on, 48 + 32 = 'P', and 1.
     *   <li>16: 10000 alone would be taken for negative, so 16 + 32 = 48 goes on: '`', and 0.
     *   <li>15: 01111: 48 + 15 = '?'.
     *   <li>5 40 5 7: 40 = 1 01000: 8 + 32 + 48 = 'X', then 1; the fourth is 7 - 40 = -33, which is
     *       ...11110 11111: 31 + 32 + 48 = 'o', then 30 + 48 = 'N'.
     * </ul>
     */
    @ParameterizedTest
    @CsvSource({
        "2 3 1 1, 231N",
        "0 6 1 3, 061M",
        "0 6 1, 061",
        "0 1024, 0PP1",
        "16, `0",
        "15, ?",
        "5 40 5 7, 5X15oN"
    })
    void compressionIsThatOfPycocotools(String counts, String text) throws IOException {
        int[] runs = numbers(counts);
        assertEquals(text, CocoRle.compress(runs));
        int pixels = java.util.Arrays.stream(runs).sum();
        assertArrayEquals(runs, new CocoRle(pixels, 1, text).expand());
    }

    @Test
    void whatIsCompressedIsExpandedAgain() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            int[] runs = random.ints(1 + random.nextInt(30), 0, 1 << random.nextInt(18)).toArray();
            int pixels = java.util.Arrays.stream(runs).sum();
            CocoRle rle = new CocoRle(1, pixels, CocoRle.compress(runs));
            assertArrayEquals(runs, rle.expand());
        }
    }

    @Test
    void everyClassOfARandomMaskIsDrawnWhereItWas() throws IOException {
        Random random = new Random(6);
        for (int round = 0; round < 200; round++) {
            LabelMap mask = TestMasks.random(random, 4);
            byte[] drawn = new byte[mask.labels().length];
            java.util.Arrays.fill(drawn, (byte) 99);
            for (int id = 0; id < 4; id++) {
                CocoRegion region = CocoRegion.of(mask, id);
                String text = CocoRle.compress(region.counts());
                new CocoRle(mask.height(), mask.width(), text)
                        .draw(drawn, mask.width(), mask.height(), (byte) id);
                int expected = id;
                long area =
                        java.util.stream.IntStream.range(0, drawn.length)
                                .filter(i -> mask.labels()[i] == expected)
                                .count();
                assertEquals(area, region.area());
            }
            assertArrayEquals(mask.labels(), drawn);
        }
    }

    /** 7 pixels, 5, none; a third number of -6; an eighth of 0 - 9. */
    @ParameterizedTest
    @ValueSource(strings = {"07", "05", "", "24J", "0000000G"})
    void lengthsThatAreNotThoseOfTheImageAreRefused(String counts) {
        var wrong = assertThrows(IOException.class, () -> new CocoRle(2, 3, counts).expand());
        assertTrue(wrong.getMessage().startsWith("its "), wrong.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0P", "0 6", "06\u00e9", "0p", "0/", "0oooooooo1"})
    void aDamagedStringIsRefused(String counts) {
        var wrong = assertThrows(IOException.class, () -> new CocoRle(2, 3, counts).expand());
        assertEquals("its compressed run lengths are damaged", wrong.getMessage());
    }

    @Test
    void aMaskOfAnotherSizeIsRefusedBeforeAnythingIsDrawn() {
        byte[] labels = new byte[6];
        var wrong =
                assertThrows(
                        IOException.class,
                        () -> new CocoRle(3, 2, "06").draw(labels, 3, 2, (byte) 1));
        assertEquals("its mask is 2 x 3", wrong.getMessage());
        assertArrayEquals(new byte[6], labels);
    }
}
