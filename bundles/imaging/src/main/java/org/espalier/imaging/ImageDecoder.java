package org.espalier.imaging;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javax.imageio.ImageReader;
import org.espalier.api.data.BadInputException;

/**
 * From a file to decoded pixels, or to one message that names the file, whatever the decoder does:
 * it may throw anything, run out of memory, or fill what is missing with grey and merely warn.
 */
final class ImageDecoder {
    private final ImageProviders providers;
    private final PixelLimit limit;

    ImageDecoder(ImageProviders providers, PixelLimit limit) {
        this.providers = providers;
        this.limit = limit;
    }

    /** The content of a file, if it can be an image's at all. */
    byte[] bytes(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new BadInputException(file.toString(), "there is no such file", "put it there");
        }
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(file.toString(), "it is no file", "name an image file");
        }
        limit.checkLength(file, Files.size(file));
        byte[] bytes = Files.readAllBytes(file);
        check(bytes, file);
        return bytes;
    }

    /** Whether there is something, and not too much. */
    void check(byte[] bytes, Path file) throws BadInputException {
        limit.checkLength(file, bytes.length);
        if (bytes.length == 0) {
            throw new BadInputException(file.toString(), "it is empty", "put the whole file there");
        }
    }

    /**
     * Decodes the first image of the file.
     *
     * @param conversion what becomes of it; may fail as the decoder may
     */
    <T> T decode(byte[] bytes, Path file, Function<BufferedImage, T> conversion)
            throws BadInputException {
        PngFile.check(bytes, file);
        BmpFile.check(bytes, file);
        ImageReader reader = null;
        List<String> warnings = new ArrayList<>();
        try {
            reader =
                    providers
                            .reader(bytes)
                            .orElseThrow(
                                    () ->
                                            new BadInputException(
                                                    file.toString(),
                                                    "it is no image of a known kind",
                                                    "JPEG, PNG, GIF and BMP are read, whatever"
                                                            + " the file's name"));
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            limit.checkSize(file, reader.getWidth(0), reader.getHeight(0));
            Capacity.check(bytes, file, reader.getWidth(0), reader.getHeight(0));
            BufferedImage image = reader.read(0);
            checkWhole(warnings, file);
            return conversion.apply(image);
        } catch (BadInputException e) {
            throw e;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw new BadInputException(
                    file.toString(),
                    "it cannot be decoded (%s)".formatted(reason(e)),
                    "a whole JPEG, PNG, GIF or BMP file is needed",
                    e);
        } finally {
            if (reader != null) {
                reader.dispose();
            }
        }
    }

    private static void checkWhole(List<String> warnings, Path file) throws BadInputException {
        for (String warning : warnings) {
            String text = warning.toLowerCase(Locale.ROOT);
            if (text.contains("premature end") || text.contains("bad huffman")) {
                throw new BadInputException(
                        file.toString(),
                        "it is truncated or damaged (%s)".formatted(warning),
                        "a whole JPEG file is needed");
            }
        }
    }

    /** Readers tell what they found; what the runtime says of their failure is for programmers. */
    private static String reason(Throwable e) {
        if (e instanceof OutOfMemoryError) {
            return "it takes more memory than there is";
        }
        if (e instanceof EOFException || e.getCause() instanceof EOFException) {
            return "it ends too early";
        }
        if (!(e instanceof IOException) || e.getMessage() == null) {
            return "it is damaged";
        }
        Throwable cause = e.getCause();
        return cause instanceof IOException && cause.getMessage() != null
                ? e.getMessage() + ": " + cause.getMessage()
                : e.getMessage();
    }
}
