package org.espalier.itests.bad;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Files that are no weights, or lie about them. */
public final class BadWeights {
    private static final String FITS = tensor("a", "F32", "2", "0,8");
    private static final int DEEP = 100_000;

    private BadWeights() {}

    /** Files in the format of weights. */
    public static List<BadFile> safetensors() {
        List<BadFile> bad = new ArrayList<>();
        bad.add(claiming("beyond", 1_000));
        bad.add(claiming("2-63", Long.MIN_VALUE));
        bad.add(claiming("largest", Long.MAX_VALUE));
        bad.add(claiming("minus", -1));
        bad.add(new BadFile("nothing.safetensors", new byte[0], "bytes"));
        bad.add(new BadFile("seven.safetensors", new byte[7], "bytes"));
        bad.add(header("offsets", tensor("a", "F32", "4", "0,16"), "0 to 16"));
        bad.add(header("overlap", FITS + "," + tensor("b", "F32", "2", "4,12"), "4 to 12"));
        bad.add(header("gap", tensor("a", "F32", "1", "4,8"), "4 to 8"));
        bad.add(header("rest", tensor("a", "F32", "1", "0,4"), "belong to no tensor"));
        bad.add(header("reversed", tensor("a", "F32", "2", "8,0"), "8 to 0"));
        bad.add(header("below", tensor("a", "F32", "2", "-8,0"), "-8 to 0"));
        bad.add(header("shape", tensor("a", "F32", "3", "0,8"), "by its shape"));
        bad.add(header("side", tensor("a", "F32", "-2", "0,8"), "impossible"));
        bad.add(header("product", tensor("a", "F32", "4294967296,4294967296", "0,8"), "imposs"));
        bad.add(header("far", tensor("a", "F32", "9223372036854775807", "0,8"), "impossible"));
        bad.add(header("further", tensor("a", "F32", "9e99", "0,8"), "cannot be read"));
        bad.add(header("dtype", tensor("a", "F33", "2", "0,8"), "dtype F33"));
        bad.add(header("twice", FITS + "," + FITS, "is there twice"));
        bad.add(header("name", tensor("x".repeat(100_000), "F32", "9", "0,8"), "xxx"));
        bad.add(header("deep", "\"a\":" + "[".repeat(DEEP), "cannot be read"));
        bad.add(header("metadata", "\"__metadata__\":{\"a\":{}}," + FITS, "cannot be read"));
        bad.add(header("list", "\"a\":[1]", "cannot be read"));
        bad.add(header("escape", tensor("\\u001b[2J", "F32", "9", "0,8"), "\\u001b[2J"));
        bad.add(header("other", FITS, "does not hold the weights"));
        bad.add(file("json", "not json at all", "cannot be read"));
        return bad;
    }

    /** Files of other formats, some of which are programs. */
    public static List<BadFile> otherFormats() {
        return List.of(
                BadFile.text("model.pth", "PK\3\4archive/data.pkl", "safetensors"),
                BadFile.text("model.pt", "\u0080\2}q\0.", "safetensors"),
                BadFile.text("model.pkl", "cos\nsystem\n(S'true'\ntR.", "safetensors"),
                BadFile.text("model.params", "\u0012\1\0\0\0\0\0\0", "safetensors"),
                BadFile.text("model.onnx", "\b\7\u0012\4onnx", "safetensors"),
                BadFile.text("model.h5", "\u0089HDF\r\n", "safetensors"),
                BadFile.text("renamed.safetensors", "PK\3\4archive/data.pkl", "safetensors"),
                BadFile.text("page.safetensors", "<!DOCTYPE html><html>404</html>", "safetensors"));
    }

    private static String tensor(String name, String type, String shape, String offsets) {
        return "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%s]}"
                .formatted(name, type, shape, offsets);
    }

    private static BadFile claiming(String name, long length) {
        ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        return new BadFile(
                name + ".safetensors", bytes.putLong(length).array(), "its header claims");
    }

    private static BadFile header(String name, String entries, String told) {
        return file(name, "{" + entries + "}", told);
    }

    private static BadFile file(String name, String header, String told) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        return new BadFile(name + ".safetensors", bytes.array(), told);
    }
}
