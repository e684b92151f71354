package org.espalier.api.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Failure;
import org.espalier.api.files.TextLines;

/**
 * A list of images and their tags: lines {@code name,tag;tag} or {@code name,tag;tag,split} in
 * UTF-8.
 *
 * <p>A first line that names the columns ({@code file,tags,split}) is optional, and sets their
 * order. Values may stand in double quotes, with a quote inside doubled. Blank lines, a byte order
 * mark and Windows line ends do no harm. A line that cannot be read is rejected by itself.
 *
 * @param rows the lines that could be read
 * @param rejected the others, with file, line and reason
 */
public record LabelsCsv(List<Row> rows, List<Failure> rejected) {
    private static final List<Set<String>> COLUMNS =
            List.of(
                    Set.of("file", "image", "id", "name", "filename"),
                    Set.of("tags", "tag", "labels", "label", "classes", "class"),
                    Set.of("split"));

    /**
     * One image.
     *
     * @param place the file and line, for messages
     * @param name the image, as the list names it
     * @param tags names of classes; may be empty
     * @param split where the list names one
     */
    public record Row(String place, String name, List<String> tags, Optional<String> split) {}

    /**
     * Reads a list.
     *
     * @throws BadInputException when the file as a whole is no such list
     */
    public static LabelsCsv read(Path file) throws IOException {
        return read(file, file.getFileName().toString());
    }

    /**
     * Reads a list.
     *
     * @param shownAs what messages about its lines call it
     * @throws BadInputException when the file as a whole is no such list
     */
    public static LabelsCsv read(Path file, String shownAs) throws IOException {
        LabelsCsv list = new LabelsCsv(new ArrayList<>(), new ArrayList<>());
        int[] order = {0, 1, 2};
        boolean[] first = {true};
        TextLines.each(
                file,
                (number, line, whole) -> {
                    if (line.isBlank()) {
                        return;
                    }
                    String place = shownAs + " line " + number;
                    try {
                        if (!whole) {
                            throw TextLines.tooLong(place);
                        }
                        List<String> cells = cells(line, place);
                        if (first[0] && isHeader(cells)) {
                            System.arraycopy(order(cells), 0, order, 0, order.length);
                        } else {
                            list.rows.add(row(cells, order, place));
                        }
                    } catch (BadInputException e) {
                        list.rejected.add(new Failure("dataset", place, e.getMessage()));
                    }
                    first[0] = false;
                });
        return list;
    }

    private static List<String> cells(String line, String place) throws BadInputException {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean blank = true;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                blank = false;
                i++;
            } else if (c == '"' && (quoted || blank)) {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
                blank = true;
            } else {
                cell.append(c);
                blank &= Character.isWhitespace(c);
            }
        }
        if (quoted) {
            throw new BadInputException(place, "a quote is not closed", "end the value with \"");
        }
        cells.add(cell.toString().strip());
        return cells;
    }

    private static boolean isHeader(List<String> cells) {
        return cells.size() > 1
                && cells.stream()
                        .allMatch(c -> COLUMNS.stream().anyMatch(names -> names.contains(lower(c))))
                && cells.stream().anyMatch(c -> COLUMNS.get(0).contains(lower(c)));
    }

    private static int[] order(List<String> header) {
        int[] order = {-1, -1, -1};
        for (int i = 0; i < header.size(); i++) {
            for (int column = 0; column < COLUMNS.size(); column++) {
                if (COLUMNS.get(column).contains(lower(header.get(i)))) {
                    order[column] = i;
                }
            }
        }
        return order;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Row row(List<String> cells, int[] order, String place) throws BadInputException {
        String name = cell(cells, order[0]);
        if (name.isEmpty() || cells.size() < 2 || cells.size() > 3) {
            throw new BadInputException(
                    place,
                    "it has " + cells.size() + " values" + (name.isEmpty() ? ", no name" : ""),
                    "a line is name,tag;tag or name,tag;tag,split");
        }
        List<String> tags =
                Arrays.stream(cell(cells, order[1]).split(";"))
                        .map(String::strip)
                        .filter(tag -> !tag.isEmpty())
                        .distinct()
                        .toList();
        String split = cell(cells, order[2]);
        return new Row(place, name, tags, Optional.of(split).filter(s -> !s.isEmpty()));
    }

    private static String cell(List<String> cells, int column) {
        return column >= 0 && column < cells.size() ? cells.get(column) : "";
    }
}
