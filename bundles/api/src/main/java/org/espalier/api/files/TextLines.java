package org.espalier.api.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.data.BadInputException;

/**
 * The lines of a text that a person or a tool wrote, in UTF-8. A byte order mark and the line ends
 * of any system do no harm. Of a line without end only its begin is kept.
 */
public final class TextLines {
    /** Characters of the longest line that is kept whole. */
    public static final int LONGEST = 1 << 16;

    private TextLines() {}

    /** Takes the lines in turn. */
    @FunctionalInterface
    public interface Reader {
        /**
         * The next line.
         *
         * @param number from 1
         * @param text without its end; of a line that is too long its begin
         * @param whole false where the line is longer than {@link #LONGEST}
         */
        void line(int number, String text, boolean whole) throws IOException;
    }

    /**
     * Reads a file line by line.
     *
     * @throws BadInputException when there is no such file, or it is not UTF-8
     */
    public static void each(Path file, Reader reader) throws IOException {
        int number = 0;
        try (BufferedReader in = Files.newBufferedReader(file)) {
            StringBuilder line = new StringBuilder();
            boolean first = true;
            for (int c = in.read(); c >= 0; ) {
                boolean whole = true;
                line.setLength(0);
                while (c >= 0 && c != '\n' && c != '\r') {
                    whole = line.length() < LONGEST;
                    if (whole && !(first && c == '\ufeff')) {
                        line.append((char) c);
                    }
                    first = false;
                    c = in.read();
                }
                boolean carriageReturn = c == '\r';
                c = c < 0 ? c : in.read();
                c = carriageReturn && c == '\n' ? in.read() : c;
                first = false;
                reader.line(++number, line.toString(), whole);
            }
        } catch (CharacterCodingException e) {
            throw new BadInputException(
                    file.toString(), "it is not UTF-8 text", "save it as UTF-8", e);
        } catch (NoSuchFileException e) {
            throw new BadInputException(
                    file.toString(), "there is no such file", "put it there", e);
        }
    }

    /**
     * All lines of a list of names.
     *
     * @throws BadInputException when there is no such file, it is not UTF-8, or a line is longer
     *     than {@link #LONGEST}
     */
    public static List<String> read(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        each(
                file,
                (number, text, whole) -> {
                    if (!whole) {
                        throw tooLong(file + " line " + number);
                    }
                    lines.add(text);
                });
        return lines;
    }

    /** What is said of a line that is not whole. */
    public static BadInputException tooLong(String place) {
        return new BadInputException(
                place, "it is too long", "a line has at most %d characters".formatted(LONGEST));
    }
}
