package org.espalier.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.BadInputException;
import org.espalier.api.stage.Progress;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtherFormatTest {
    @TempDir Path folder;

    private LocalWeightStore store() {
        WeightsConfiguration configuration =
                TestSettings.of("userFolder", folder.resolve("user").toString(), "maxMebibytes", 1)
                        .as(WeightsConfiguration.class);
        return new LocalWeightStore(configuration, Map.of(), null);
    }

    private String refused(Path from) {
        String message =
                assertThrows(
                                BadInputException.class,
                                () ->
                                        store().fetch(
                                                        "mobilenetv2",
                                                        Optional.of(from),
                                                        Progress.silent()))
                        .getMessage();
        assertTrue(message.startsWith(from + ": "), message);
        assertFalse(Files.exists(folder.resolve("user/mobilenetv2_100.safetensors")));
        return message;
    }

    /** Whatever is in them: a right file under such a name is a mistake too. */
    @ParameterizedTest
    @CsvSource({
        "model.pth, PyTorch",
        "model.PT, PyTorch",
        "pytorch_model.bin, PyTorch",
        "weights.pkl, Python's pickle",
        "mobilenet-0000.params, MXNet",
        "net.onnx, ONNX",
        "weights.h5, Keras",
        "weights.npz, NumPy"
    })
    void namesOfOtherFormats(String name, String program) throws IOException {
        Path file = folder.resolve(name);
        SafeTensors.write(file, Map.of(), Map.of("conv_stem.weight", Tensor.zeros(1)));
        String message = refused(file);
        assertTrue(message.contains("it is a file of " + program), message);
        assertTrue(message.contains("the format safetensors alone"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PK\3\4archive", "\u0080\2}q\0X...", "\u0089HDF\r\n..", "<!DOCTYPE html>"})
    void otherFormatsUnderTheRightName(String content) throws IOException {
        Path file = folder.resolve("model.safetensors");
        Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(refused(file).contains("it is a file of "));
        String read =
                assertThrows(BadInputException.class, () -> SafeTensors.read(file)).getMessage();
        assertTrue(read.contains("it is a file of "), read);
    }

    @Test
    void whatCanHoldAProgramIsSaidToBeSo() throws IOException {
        Path file = Files.writeString(folder.resolve("model.pth"), "PK\3\4");
        assertTrue(refused(file).contains("PyTorch, which can hold a program"));
    }

    @Test
    void aFolderAndNothing() {
        assertTrue(refused(folder).contains("it is no file"));
        assertTrue(refused(folder.resolve("none")).contains("there is no such file"));
    }

    @Test
    void aFileLargerThanConfiguredIsNeitherFetchedNorUsed() throws IOException {
        Path file = Files.createDirectories(folder.resolve("user")).resolve("large.safetensors");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength((1 << 20) + 1);
        }
        assertTrue(refused(file).contains("it has 1048577 bytes, of 1048576 allowed"));
        Files.move(file, file.resolveSibling("mobilenetv2_100.safetensors"));
        String message =
                assertThrows(BadInputException.class, () -> store().locate("mobilenetv2"))
                        .getMessage();
        assertTrue(message.contains("raise maxMebibytes"), message);
    }

    @Test
    void aLieIsToldOfTheFileThatWasNamed() throws IOException {
        Path file = folder.resolve("lie.safetensors");
        byte[] header =
                "{\"a\":{\"dtype\":\"F33\",\"shape\":[1],\"data_offsets\":[0,4]}}"
                        .getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[8 + header.length + 4];
        bytes[0] = (byte) header.length;
        System.arraycopy(header, 0, bytes, 8, header.length);
        Files.write(file, bytes);
        assertEquals(
                file
                        + ": its header cannot be read: dtype F33 is not known; copy or download"
                        + " the safetensors file again",
                refused(file));
    }

    /** Lengths of 0x280 and 0x480 begin as a pickle does. */
    @Test
    void aHeaderOfAnyLengthIsAHeader() throws IOException {
        for (int length = 600; length < 1_300; length++) {
            Path file = folder.resolve("t.safetensors");
            SafeTensors.write(file, Map.of("k", "x".repeat(length)), Map.of("a", Tensor.zeros(1)));
            assertTrue(SafeTensors.read(file).tensors().containsKey("a"));
        }
    }
}
