package org.espalier.runs;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.ToNumberPolicy;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.espalier.api.data.BadInputException;
import org.espalier.api.files.AtomicFile;
import org.espalier.api.pipeline.RoundResult;

/** JSON files, read and written in one way. */
final class Json {
    private static final Gson GSON =
            new GsonBuilder()
                    .setPrettyPrinting()
                    .serializeNulls()
                    .disableHtmlEscaping()
                    .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
                    .registerTypeAdapter(RoundResult.class, new RoundJson())
                    .create();

    /** Bytes; the scores of a hundred thousand images have ten megabytes. */
    private static final long LARGEST = 1 << 28;

    private Json() {}

    /**
     * Reads a file.
     *
     * @param right what would be right, for the message
     * @throws BadInputException when it is missing, or does not hold what the type demands
     */
    static <T> T read(Path file, Class<T> type, String right) throws IOException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new BadInputException(
                        file.toString(), "has %d bytes".formatted(Files.size(file)), right);
            }
            T value = GSON.fromJson(Files.readString(file), type);
            if (value == null) {
                throw new BadInputException(file.toString(), "is empty", right);
            }
            if (value instanceof Object[] rows && Arrays.asList(rows).contains(null)) {
                throw new BadInputException(file.toString(), "has a row that is empty", right);
            }
            return value;
        } catch (NoSuchFileException e) {
            throw new BadInputException(file.toString(), "is missing", right, e);
        } catch (RuntimeException | CharacterCodingException e) { // also of a record that refuses
            throw new BadInputException(file.toString(), "is not the JSON it should be", right, e);
        }
    }

    static void write(Path file, Object value) throws IOException {
        AtomicFile.writeText(file, GSON.toJson(value) + "\n");
    }

    static String text(Object value) {
        return GSON.toJson(value);
    }
}
