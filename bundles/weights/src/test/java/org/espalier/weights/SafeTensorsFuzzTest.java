package org.espalier.weights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.espalier.testing.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsFuzzTest {
    @TempDir Path folder;

    @Test
    void anyFileIsReadOrRefused() throws Exception {
        Path right = folder.resolve("right.safetensors");
        Fuzz fuzz =
                new Fuzz(folder.resolve("fuzzed.safetensors"), SafeTensors::read)
                        .with("dtype", "F64", "U8", "data_offsets", "shape", "__metadata__");
        SafeTensors.write(
                right,
                Map.of("rounds", "3"),
                Map.of("a", Tensor.zeros(2, 3), "b.weight", Tensor.zeros(4), "c", Tensor.zeros()));
        fuzz.from(Files.readAllBytes(right));
        SafeTensors.write(right, Map.of(), Map.of("empty", Tensor.zeros(0, 9)));
        fuzz.from(Files.readAllBytes(right)).run();
    }
}
