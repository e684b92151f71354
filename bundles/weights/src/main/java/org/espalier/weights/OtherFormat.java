package org.espalier.weights;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.api.data.BadInputException;

/** Formats in which weights are found and not read: most hold more than numbers. */
final class OtherFormat {
    private static final String PROGRAM = "it is a file of %s, which can hold a program";

    private static final Map<String, String> BY_ENDING =
            Map.of(
                    "PyTorch", "pth pt ckpt bin",
                    "Python's pickle", "pkl pickle",
                    "NumPy", "npy npz",
                    "MXNet", "params",
                    "ONNX", "onnx",
                    "Keras", "h5 hdf5 keras");

    private static final List<Map.Entry<String, byte[]>> BY_BEGIN =
            List.of(
                    Map.entry("PyTorch", bytes("PK\3\4")),
                    Map.entry("Python's pickle", bytes("\u0080\2")),
                    Map.entry("Python's pickle", bytes("\u0080\4")),
                    Map.entry("Keras", bytes("\u0089HDF")),
                    Map.entry("NumPy", bytes("\u0093NUMPY")),
                    Map.entry("HTML", bytes("<!DOCTYP")),
                    Map.entry("HTML", bytes("<html")));

    private OtherFormat() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The program whose files have such a name. */
    static Optional<String> byName(String file) {
        String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.entrySet().stream()
                .filter(format -> Stream.of(format.getValue().split(" ")).anyMatch(ending::equals))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * The program whose files begin so.
     *
     * @param begin the first eight bytes
     */
    static Optional<String> byContent(byte[] begin) {
        return BY_BEGIN.stream()
                .filter(
                        format ->
                                Arrays.equals(
                                        format.getValue(),
                                        Arrays.copyOf(begin, format.getValue().length)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** What is said of such a file. */
    static BadInputException refused(String file, String program) {
        return new BadInputException(
                file,
                program.equals("PyTorch") || program.startsWith("Python")
                        ? PROGRAM.formatted(program)
                        : "it is a file of " + program,
                "weights are read in the format safetensors alone: save them with"
                        + " safetensors.torch.save_file, or take a file .safetensors");
    }
}
