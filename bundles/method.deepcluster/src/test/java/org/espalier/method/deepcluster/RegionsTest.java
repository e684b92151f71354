package org.espalier.method.deepcluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.api.data.Image;
import org.espalier.api.superpixel.Partition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionsTest {
    @TempDir Path folder;

    private final Image image = Streets.image(2);

    @Test
    void anImageIsCutOnce() throws IOException {
        AtomicInteger cuts = new AtomicInteger();
        Regions plain = Streets.regions(folder);
        Regions regions =
                new Regions(
                        (seen, how) -> {
                            cuts.incrementAndGet();
                            return new Blocks().of(seen, how);
                        },
                        plain.features(),
                        plain.how(),
                        folder.resolve("new"));
        Partition cut = regions.of(Streets.sample(2), image);
        assertEquals(cut, regions.of(Streets.sample(2), image));
        assertEquals(1, cuts.get());
        regions.forget(Streets.sample(2));
        try (var files = Files.list(folder.resolve("new"))) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void everyRegionHasItsFeatures() throws IOException {
        Regions regions = Streets.regions(folder);
        Partition cut = regions.of(Streets.sample(2), image);
        assertEquals(cut.count() * regions.channels(), regions.pooled(image, cut).length);
    }

    @Test
    void middlesArePartsOfTheImage() {
        Partition cut = Partition.of(4, 2, new int[] {0, 0, 1, 1, 0, 0, 1, 1});
        assertArrayEquals(new double[] {0.25, 0.5, 0.75, 0.5}, Regions.middles(cut), 1e-9);
    }
}
