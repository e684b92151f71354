package org.espalier.runs;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

    private Json() {}

    static <T> T read(Path file, Class<T> type, String right) throws IOException {
        try {
            T value = GSON.fromJson(Files.readString(file), type);
            if (value == null) {
                throw new BadInputException(file.toString(), "is empty", right);
            }
            return value;
        } catch (NoSuchFileException e) {
            throw new BadInputException(file.toString(), "is missing", right, e);
        } catch (JsonParseException | NumberFormatException e) {
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
