package org.espalier.superpixel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.api.data.Image;
import org.espalier.api.superpixel.Oversegmentation;
import org.espalier.api.superpixel.Oversegmentation.Felzenszwalb;
import org.espalier.api.superpixel.Oversegmentation.Slic;
import org.espalier.api.superpixel.Partition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every algorithm and every image. */
class RegionPropertiesTest {
    private final BoofSuperpixels superpixels = new BoofSuperpixels();

    static Stream<Oversegmentation> algorithms() {
        return Stream.of(
                Slic.of(1),
                Slic.of(30),
                new Slic(100_000, 40, 3),
                new Slic(7, 0.1f, 1),
                new Felzenszwalb(300, 0.8f, 50),
                new Felzenszwalb(10, 0, 1),
                new Felzenszwalb(1_000_000, 10, 1));
    }

    private static List<Image> images() {
        return List.of(
                Pictures.uniform(1, 1),
                Pictures.noise(1, 9, 1),
                Pictures.noise(9, 1, 2),
                Pictures.noise(2, 2, 3),
                Pictures.noise(4, 5, 4),
                Pictures.noise(5, 5, 5),
                Pictures.noise(200, 5, 6),
                Pictures.uniform(40, 30),
                Pictures.noise(61, 47, 7),
                Pictures.twoColours(64, 48));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void everyPixelIsInOneConnectedRegion(Oversegmentation how) {
        for (Image image : images()) {
            Partition partition = superpixels.of(image, how);
            String what = how + " of " + image;
            assertEquals(image.width(), partition.width(), what);
            assertEquals(image.height(), partition.height(), what);
            int[] sizes = partition.sizes();
            assertEquals(image.width() * image.height(), IntStream.of(sizes).sum(), what);
            assertTrue(IntStream.of(sizes).allMatch(size -> size > 0), what);
            assertEquals(partition.count(), components(partition, how instanceof Slic), what);
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void theSameRegionsComeOutAgainAndInEveryThread(Oversegmentation how) throws Exception {
        Image image = Pictures.noise(120, 90, 11);
        Partition first = superpixels.of(image, how);
        var threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Partition>> others =
                    IntStream.range(0, 4)
                            .mapToObj(i -> threads.submit(() -> superpixels.of(image, how)))
                            .toList();
            for (Future<Partition> other : others) {
                assertEquals(first, other.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void slicGivesAboutAsManyRegionsAsAreWanted() {
        for (int wanted : new int[] {20, 100, 400}) {
            int count = superpixels.of(Pictures.uniform(320, 240), Slic.of(wanted)).count();
            assertTrue(count > 0.8 * wanted && count < 1.25 * wanted, wanted + ": " + count);
        }
    }

    @Test
    void anEvenPictureIsOneRegionOfTheGraph() {
        var how = new Felzenszwalb(1, 0.8f, 1);
        assertEquals(1, superpixels.of(Pictures.uniform(50, 40), how).count());
    }

    @Test
    void noRegionOfTheGraphIsSmallerThanAsked() {
        Partition partition =
                superpixels.of(Pictures.noise(90, 70, 12), new Felzenszwalb(10, 0.5f, 25));
        assertTrue(partition.count() > 1, "count");
        assertTrue(IntStream.of(partition.sizes()).allMatch(size -> size >= 25), "sizes");
    }

    /** Connected pieces of regions: as many as regions where each is connected. */
    private static int components(Partition partition, boolean four) {
        int width = partition.width();
        int[] region = partition.region();
        boolean[] seen = new boolean[region.length];
        int pieces = 0;
        for (int start = 0; start < region.length; start++) {
            if (seen[start]) {
                continue;
            }
            pieces++;
            seen[start] = true;
            ArrayDeque<Integer> open = new ArrayDeque<>(List.of(start));
            while (!open.isEmpty()) {
                int at = open.pop();
                for (int dy = -1; dy <= 1; dy++) {
                    for (int dx = -1; dx <= 1; dx++) {
                        int x = at % width + dx;
                        int next = at + dy * width + dx;
                        boolean inside = x >= 0 && x < width && next >= 0 && next < region.length;
                        boolean near = !four || dx == 0 || dy == 0;
                        if (inside && near && !seen[next] && region[next] == region[at]) {
                            seen[next] = true;
                            open.push(next);
                        }
                    }
                }
            }
        }
        return pieces;
    }
}
