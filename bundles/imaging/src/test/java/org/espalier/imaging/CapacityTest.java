package org.espalier.imaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.api.data.BadInputException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityTest {
    private static final int SMALL = 16 << 20;

    @TempDir Path folder;

    /** Nothing packs better than one colour. */
    @ParameterizedTest
    @CsvSource({"png, 12", "png, 5", "jpg, 5", "gif, 5", "bmp, 5", "png, 10"})
    void oneColourIsHeldByAsFewBytesAsPossible(String format, int type) throws Exception {
        var image = new BufferedImage(6000, 4000, type);
        Path file = TestImages.write(folder.resolve("flat"), image, format);
        assertEquals(6000, TestImages.codec().read(file).width());
    }

    @ParameterizedTest
    @CsvSource({"png", "jpg"})
    void aLieCostsNoMemory(String format) throws Exception {
        byte[] whole =
                TestImages.encode(
                        TestImages.quadrants(60, 40, BufferedImage.TYPE_3BYTE_BGR), format);
        byte[] lying =
                format.equals("png")
                        ? TestImages.claiming(whole, 7000, 7000)
                        : TestImages.claimingJpeg(whole, 7000, 7000);
        Path file = Files.write(folder.resolve("lying"), lying);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var codec = TestImages.codec();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        var e = assertThrows(BadInputException.class, () -> codec.read(file));
        long taken = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertTrue(e.getMessage().contains("7000 x 7000 pixels, which its"), e.getMessage());
        assertTrue(taken < SMALL, taken + " bytes");
    }
}
