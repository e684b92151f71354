package org.espalier.masks;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.api.data.BadInputException;
import org.espalier.api.files.AtomicFile;

/** JSON files that may be larger than memory, read and written as they go by. */
public final class JsonFile {
    /** Bytes in which the first bracket is looked for. */
    private static final int BEGIN = 1 << 12;

    private JsonFile() {}

    /** Takes what it wants from a file. */
    @FunctionalInterface
    public interface Reading {
        void from(JsonReader in) throws IOException;
    }

    /** Puts a value into a file. */
    @FunctionalInterface
    public interface Writing {
        void to(JsonWriter out) throws IOException;
    }

    /** Whether it is a JSON file whose value begins with this bracket. */
    public static boolean begins(Path file, char bracket) {
        if (!file.toString().endsWith(".json") || !Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            String begin = new String(in.readNBytes(BEGIN), StandardCharsets.UTF_8);
            String text = begin.startsWith("\ufeff") ? begin.substring(1) : begin;
            return text.stripLeading().startsWith(String.valueOf(bracket));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Reads a file; whatever is wrong with it becomes one message.
     *
     * @param right what is expected, for the message
     */
    public static void read(Path file, String right, Reading reading) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(file.toString(), "there is no such file", right);
        }
        try (JsonReader in = new JsonReader(Files.newBufferedReader(file))) {
            reading.from(in);
            in.peek(); // what follows the end is malformed
        } catch (RuntimeException // of the parser, and of those who ask it for another type
                | MalformedJsonException
                | EOFException
                | CharacterCodingException e) {
            throw new BadInputException(
                    file.toString(), "it cannot be read (%s)".formatted(reason(e)), right, e);
        }
    }

    /** The parser wraps its messages, and follows them by advice to programmers. */
    private static String reason(Throwable e) {
        Throwable first = e;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        if (first.getMessage() == null) {
            return "a value is missing or of another type";
        }
        String message = first.getMessage().lines().findFirst().orElse("");
        return message.replaceFirst("^Use JsonReader.* to accept ", "");
    }

    /** Writes a file, whole or not at all. */
    public static void write(Path file, Writing writing) throws IOException {
        if (Files.isDirectory(file)) {
            throw new BadInputException(
                    file.toString(), "it is a folder", "name a file, such as masks.json, in it");
        }
        AtomicFile.write(
                file,
                stream -> {
                    Writer text = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
                    JsonWriter out = new JsonWriter(text);
                    out.setHtmlSafe(false);
                    writing.to(out);
                    text.write('\n');
                    out.flush();
                });
    }
}
