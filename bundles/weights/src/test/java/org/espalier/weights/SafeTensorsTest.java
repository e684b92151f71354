package org.espalier.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTensorsTest {
    @TempDir Path folder;

    private Path file(String header, byte... data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text).put(data);
        return Files.write(folder.resolve("t.safetensors"), bytes.array());
    }

    private static String entry(String name, String type, String shape, String offsets) {
        return "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%s]}"
                .formatted(name, type, shape, offsets);
    }

    @Test
    void readsWhatItWrites() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("z.weight", Tensor.of(new float[] {1, -2, 3.5f, Float.NaN, 0, 6}, 2, 3));
        tensors.put("scalar", Tensor.of(new float[] {7}));
        tensors.put("empty", Tensor.zeros(0, 4));
        tensors.put("ä \"quoted\"", Tensor.of(new float[] {Float.MIN_VALUE}, 1));
        Path file = folder.resolve("deep/er/file.safetensors");
        SafeTensors.write(file, Map.of("b", "2", "a", "ü\n"), tensors);
        SafeTensors read = SafeTensors.read(file);
        assertEquals(Map.of("a", "ü\n", "b", "2"), read.metadata());
        assertEquals(tensors.keySet(), read.tensors().keySet());
        tensors.forEach(
                (name, tensor) -> {
                    assertArrayEquals(tensor.shape(), read.tensors().get(name).shape());
                    assertArrayEquals(tensor.values(), read.tensors().get(name).values());
                });
    }

    @Test
    void writesTheBytesOfTheFormat() throws IOException {
        Path file = folder.resolve("t.safetensors");
        SafeTensors.write(file, Map.of("k", "v"), Map.of("a", Tensor.of(new float[] {1}, 1)));
        String header =
                "{\"__metadata__\":{\"k\":\"v\"},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        byte[] bytes = Files.readAllBytes(file);
        int length = (header.length() + 7) / 8 * 8;
        assertEquals(length, bytes[0]);
        assertEquals(header, new String(bytes, 8, length, StandardCharsets.UTF_8).strip());
        assertArrayEquals(
                new byte[] {0, 0, (byte) 0x80, 0x3f},
                java.util.Arrays.copyOfRange(bytes, 8 + length, bytes.length));
    }

    @Test
    void sameContentSameBytesWhateverTheOrder() throws IOException {
        Map<String, Tensor> forward = new LinkedHashMap<>();
        Map<String, Tensor> backward = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            forward.put("t" + i, Tensor.of(new float[] {i}, 1));
            backward.put("t" + (19 - i), Tensor.of(new float[] {19 - i}, 1));
        }
        SafeTensors.write(folder.resolve("1"), Map.of(), forward);
        SafeTensors.write(folder.resolve("2"), Map.of(), backward);
        assertEquals(-1, Files.mismatch(folder.resolve("1"), folder.resolve("2")));
    }

    @Test
    void otherFloatTypesAreWidened() throws IOException {
        String header =
                "{"
                        + entry("half", "F16", "6", "0,12")
                        + ","
                        + entry("brain", "BF16", "2", "12,16")
                        + ","
                        + entry("double", "F64", "1", "16,24")
                        + ","
                        + entry("counter", "I64", "", "24,32")
                        + "}";
        ByteBuffer data = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        for (int half : new int[] {0x3c00, 0xc000, 0x0001, 0x7bff, 0x7c00, 0x8000}) {
            data.putShort((short) half);
        }
        data.putShort((short) 0x3f80).putShort((short) 0xc049).putDouble(0.1).putLong(5);
        SafeTensors read = SafeTensors.read(file(header, data.array()));
        assertArrayEquals(
                new float[] {1, -2, 0x1p-24f, 65504, Float.POSITIVE_INFINITY, -0f},
                read.tensors().get("half").values());
        assertArrayEquals(new float[] {1, -3.140625f}, read.tensors().get("brain").values());
        assertArrayEquals(new float[] {0.1f}, read.tensors().get("double").values());
        assertFalse(read.tensors().containsKey("counter"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,12]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1,-2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,2],"
                        + "\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,9e99]}}",
                "{\"a\":{\"dtype\":\"F33\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"x\":1}}",
                "{\"a\":[1]}",
                "[]",
                "{\"a\":",
                "not json",
                "{} {}",
                "{}",
            })
    void liesAreRejected(String header) throws IOException {
        Path file = file(header, new byte[8]);
        BadInputException e = assertThrows(BadInputException.class, () -> SafeTensors.read(file));
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
    }

    @Test
    void overlapsAndDuplicatesAreRejected() throws IOException {
        String overlap =
                "{" + entry("a", "F32", "2", "0,8") + "," + entry("b", "F32", "2", "4,12") + "}";
        Path file = file(overlap, new byte[12]);
        String message =
                assertThrows(BadInputException.class, () -> SafeTensors.read(file)).getMessage();
        assertTrue(message.contains("tensor b claims bytes 4 to 12"), message);
        String twice =
                "{" + entry("a", "F32", "2", "0,8") + "," + entry("a", "F32", "2", "8,16") + "}";
        file(twice, new byte[16]);
        assertThrows(BadInputException.class, () -> SafeTensors.read(file));
    }

    @Test
    void headerLengthIsNotBelieved() throws IOException {
        Path file = folder.resolve("t.safetensors");
        for (long length : new long[] {-1, 0, 9, 1L << 40, Long.MAX_VALUE}) {
            ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            Files.write(file, bytes.putLong(length).array());
            assertThrows(BadInputException.class, () -> SafeTensors.read(file));
        }
        for (int size : new int[] {0, 7}) {
            Files.write(file, new byte[size]);
            assertThrows(BadInputException.class, () -> SafeTensors.read(file));
        }
        assertThrows(BadInputException.class, () -> SafeTensors.read(folder.resolve("missing")));
    }

    @Test
    void largerThanTheBuffer() throws IOException {
        float[] values = new float[700_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Path file = folder.resolve("large");
        SafeTensors.write(file, Map.of(), Map.of("a", Tensor.of(values, values.length)));
        assertArrayEquals(values, SafeTensors.read(file).tensors().get("a").values());
    }

    @Test
    void tensorsFillTheirShape() {
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[3], 2, 2));
        assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(-1));
    }

    @Test
    void realFile() throws IOException {
        SafeTensors weights = SafeTensors.read(SharedData.model("mobilenetv2_100.safetensors"));
        assertEquals("same", weights.metadata().get("padding"));
        assertEquals(106, weights.tensors().size());
        assertEquals(
                List.of(1280L, 320L, 1L, 1L),
                java.util.Arrays.stream(weights.tensors().get("conv_head.weight").shape())
                        .boxed()
                        .toList());
    }

    @Test
    void aNetworkGetsItsTensorsAndNoOthers() throws IOException {
        Path file = folder.resolve("network.safetensors");
        SafeTensors.write(
                file,
                Map.of(),
                Map.of("a", Tensor.zeros(2, 3), "b", Tensor.zeros(1), "mean", Tensor.zeros(5)));
        SafeTensors read = SafeTensors.read(file);
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("b", new long[] {1});
        shapes.put("a", new long[] {2, 3});
        assertEquals(List.of("b", "a"), List.copyOf(read.require(shapes, file).keySet()));
        String shape =
                assertThrows(
                                BadInputException.class,
                                () -> read.require(Map.of("a", new long[] {3, 2}), file))
                        .getMessage();
        assertTrue(shape.contains("a has the shape [2, 3]; [3, 2]"), shape);
        String missing =
                assertThrows(
                                BadInputException.class,
                                () -> read.require(Map.of("c", new long[] {1}), file))
                        .getMessage();
        assertTrue(missing.contains("no tensor c"), missing);
    }
}
