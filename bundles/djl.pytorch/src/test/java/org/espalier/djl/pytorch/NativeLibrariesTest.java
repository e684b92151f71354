package org.espalier.djl.pytorch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.testing.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class NativeLibrariesTest {
    /** On a thread of its own, since PyTorch keeps some of its state by thread. */
    private static float[] gradient(World world) throws Exception {
        List<Object> outcome = new ArrayList<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                outcome.add(world.call(Gradient.class));
                            } catch (Exception | LinkageError e) {
                                outcome.add(e);
                            }
                        });
        thread.setContextClassLoader(world);
        thread.start();
        thread.join();
        if (outcome.get(0) instanceof Throwable thrown) {
            throw new AssertionError(thrown);
        }
        return (float[]) outcome.get(0);
    }

    @Test
    void everyClassLoaderComputesAlsoWhenOthersAreGone() throws Exception {
        float[] expected = {2, 4, 6};
        try (World first = new World();
                World second = new World()) {
            assertNotSame(
                    first.loadClass(Gradient.class.getName()),
                    second.loadClass(Gradient.class.getName()));
            for (World world : List.of(first, second, first, second)) {
                assertEquals(Arrays.toString(expected), Arrays.toString(gradient(world)));
            }
        }
        for (int i = 0; i < 3; i++) {
            try (World next = new World()) {
                assertEquals(Arrays.toString(expected), Arrays.toString(gradient(next)));
            }
            System.gc();
        }
        assertEquals(1, mapped("libtorch_cpu.so").size(), "all share the large library");
        try (var files = Files.list(mapped("libtorch_cpu.so").get(0).getParent())) {
            assertFalse(
                    files.anyMatch(f -> f.getFileName().toString().startsWith("djl_torch")),
                    "copies are removed");
        }
    }

    private static List<Path> mapped(String library) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.endsWith("/" + library))
                .map(line -> Path.of(line.substring(line.indexOf('/'))))
                .distinct()
                .toList();
    }

    @Test
    void aLibraryThatIsNoneIsNamed() throws IOException {
        Path broken = Files.writeString(Path.of("target", "libbroken.so"), "no library");
        String message =
                assertThrows(
                                UnsatisfiedLinkError.class,
                                () -> NativeLibraries.load(broken.toString()))
                        .getMessage();
        assertTrue(message.contains("libbroken.so"), message);
        assertTrue(message.contains("invalid") || message.contains("too short"), message);
    }
}
