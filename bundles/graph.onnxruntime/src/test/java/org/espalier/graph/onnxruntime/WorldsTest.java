package org.espalier.graph.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.testing.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several frameworks of a process, or a bundle before and after it was refreshed. */
@Timeout(120)
class WorldsTest {
    private static Object doubled(World world) throws Exception {
        assertNotSame(Doubled.class, world.loadClass(Doubled.class.getName()));
        return world.call(Doubled.class);
    }

    private static long unpacked() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith("espalier-onnxruntime"))
                    .count();
        }
    }

    @Test
    void everyClassLoaderComputesAlsoWhenOthersAreGone() throws Exception {
        long before = unpacked();
        List<Float> expected = List.of(2f, -4f, 6f);
        try (World first = new World();
                World second = new World()) {
            for (World world : List.of(first, second, first)) {
                assertEquals(expected, doubled(world));
            }
        }
        for (int i = 0; i < 3; i++) {
            try (World next = new World()) {
                assertEquals(expected, doubled(next));
            }
            System.gc();
        }
        assertEquals(before, unpacked(), "unpacked libraries stay behind");
    }
}
