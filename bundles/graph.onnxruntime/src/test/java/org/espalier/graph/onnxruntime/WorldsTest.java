package org.espalier.graph.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several frameworks of a process, or a bundle before and after it was refreshed. */
@Timeout(120)
class WorldsTest {
    private static URLClassLoader world() throws IOException {
        List<URL> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            path.add(Path.of(entry).toUri().toURL());
        }
        return new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static Object doubled(ClassLoader world) throws Exception {
        Class<?> type = world.loadClass(Doubled.class.getName());
        assertNotSame(Doubled.class, type);
        return ((Callable<?>) type.getDeclaredConstructor().newInstance()).call();
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
        try (URLClassLoader first = world();
                URLClassLoader second = world()) {
            for (ClassLoader world : List.of(first, second, first)) {
                assertEquals(expected, doubled(world));
            }
        }
        for (int i = 0; i < 3; i++) {
            try (URLClassLoader next = world()) {
                assertEquals(expected, doubled(next));
            }
            System.gc();
        }
        assertEquals(before, unpacked(), "unpacked libraries stay behind");
    }
}
