package org.espalier.itests.bad;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives of NumPy that hold no scores. */
public final class BadScores {
    private static final byte[] KEYS = npy("'<i4'", "False", "(2,)", 8);
    private static final byte[] SCORES = npy("'<f4'", "False", "(2, 2, 2)", 32);
    private static final int BOMB_SIDE = 8_800;

    private BadScores() {}

    /** All of them. */
    public static List<BadFile> all() throws IOException {
        byte[] whole = archive(Map.of("keys.npy", KEYS, "scores.npy", SCORES));
        return List.of(
                new BadFile("empty.npz", new byte[0], ""),
                BadFile.text("text.npz", "not an archive", ""),
                new BadFile("cut.npz", Arrays.copyOf(whole, whole.length / 2), ""),
                new BadFile("end.npz", Arrays.copyOf(whole, whole.length - 1), ""),
                new BadFile("keyless.npz", archive(Map.of("scores.npy", SCORES)), "array keys"),
                scores("shape", "'<f4'", "False", "(2, 3, 2)", "claims the shape"),
                scores("far", "'<f4'", "False", "(9223372036854775808, 1, 1)", "its shape is"),
                scores("many", "'<f4'", "False", "(99999, 99999, 99999)", "claims the shape"),
                scores("minus", "'<f4'", "False", "(2, -2, -2)", "header is damaged"),
                scores("flat", "'<f4'", "False", "(8,)", "its shape is"),
                scores("object", "'|O'", "False", "(2, 2, 2)", "it holds |O"),
                scores("double", "'<f8'", "False", "(2, 2, 2)", "it holds <f8"),
                scores("fortran", "'<f4'", "True", "(2, 2, 2)", "Fortran order"),
                scores("code", "__import__('os')", "False", "(2, 2, 2)", "header is damaged"),
                scores("wide", "'<f4'", "False", "(2, 2, 2)" + " ".repeat(70_000), "damaged"),
                new BadFile(
                        "above.npz",
                        archive(Map.of("../../keys.npy", KEYS, "/scores.npy", SCORES)),
                        "array keys"),
                new BadFile("bomb.npz", bomb(), "MiB"));
    }

    private static BadFile scores(
            String name, String type, String fortran, String shape, String told)
            throws IOException {
        byte[] lying = npy(type, fortran, shape, 32);
        return new BadFile(
                name + ".npz", archive(Map.of("keys.npy", KEYS, "scores.npy", lying)), told);
    }

    private static byte[] npy(String type, String fortran, String shape, int bytes) {
        byte[] header =
                "{'descr': %s, 'fortran_order': %s, 'shape': %s, }\n"
                        .formatted(type, fortran, shape)
                        .getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer file =
                ByteBuffer.allocate(12 + header.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93).put("NUMPY\2\0".getBytes(StandardCharsets.ISO_8859_1));
        file.putInt(header.length).put(header);
        if (bytes == 8) {
            file.putInt(0).putInt(1);
        }
        return file.array();
    }

    private static byte[] archive(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** All that it says is true: 300 megabytes of zeros. */
    private static byte[] bomb() throws IOException {
        int size = 4 * BOMB_SIDE * BOMB_SIDE;
        String shape = "(1, %d, %d)".formatted(BOMB_SIDE, BOMB_SIDE);
        return archive(
                Map.of(
                        "keys.npy",
                        npy("'<i4'", "False", "(1,)", 4),
                        "scores.npy",
                        npy("'<f4'", "False", shape, size)));
    }
}
