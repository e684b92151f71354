package org.espalier.masks.voc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.files.TextLines;

/**
 * The file {@code labelmap.txt} of CVAT: lines {@code name:red,green,blue:parts:actions}. Parts and
 * actions are not used.
 */
final class CvatLabels {
    /** A label that is no class: where it is, nothing is known. CVAT's name for VOC's void. */
    static final String IGNORED = "ignored";

    private static final String HEADER = "# label:color_rgb:parts:actions\n";
    private static final Pattern COLOUR =
            Pattern.compile("([0-9]{1,3})\\s*,\\s*([0-9]{1,3})\\s*,\\s*([0-9]{1,3})");

    private CvatLabels() {}

    /** Each label's colour, 0xRRGGBB, in the order of the lines. */
    static Map<String, Integer> read(Path file) throws IOException {
        Map<String, Integer> colours = new LinkedHashMap<>();
        int number = 0;
        for (String line : TextLines.read(file)) {
            String text = line.strip();
            number++;
            if (!text.isEmpty() && !text.startsWith("#")) {
                String place = file + " line " + number;
                String[] fields = text.split(":", -1);
                String name = fields[0].strip();
                if (fields.length < 2 || fields.length > 4 || name.isEmpty()) {
                    throw new BadInputException(
                            place, "it reads '" + text + "'", "name:red,green,blue:: is expected");
                }
                int colour = colour(fields[1].strip(), colours.size(), place);
                if (colours.putIfAbsent(name, colour) != null) {
                    throw new BadInputException(
                            place, "the label '" + name + "' stands twice", "name it once");
                }
            }
        }
        return colours;
    }

    /** A label without a colour has that of its number in VOC's palette, as CVAT has it. */
    private static int colour(String text, int number, String place) throws BadInputException {
        if (text.isEmpty()) {
            return ClassSet.colour(number);
        }
        Matcher parts = COLOUR.matcher(text);
        int colour = 0;
        for (int i = 1; parts.matches() && i <= 3; i++) {
            int value = Integer.parseInt(parts.group(i));
            colour = value > 255 ? -1 : colour << 8 | value;
        }
        if (!parts.matches() || colour < 0) {
            throw new BadInputException(
                    place,
                    "its colour is '" + text + "'",
                    "three numbers of 0 to 255 are expected, such as 128,0,0");
        }
        return colour;
    }

    /**
     * The content of a file that gives classes the colours of VOC's palette.
     *
     * @param withVoid whether to name void's colour too, so that a reader knows it
     * @throws BadInputException when a name cannot stand in such a file
     */
    static String text(ClassSet classes, boolean withVoid) throws BadInputException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int id = 0; id < classes.size(); id++) {
            String name = classes.name(id);
            if (!name.equals(name.strip()) || name.matches("(?s)|#.*|.*[:\n\r].*")) {
                throw new BadInputException(
                        "the class '" + name + "'",
                        "its name cannot stand in labelmap.txt",
                        "a name there has no colon and does not begin with #");
            }
            line(text, name, ClassSet.colour(id));
        }
        if (withVoid && classes.id(IGNORED).isEmpty()) {
            line(text, IGNORED, ClassSet.colour(ClassSet.VOID));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, int colour) {
        text.append(name).append(':').append(colour >> 16 & 0xff).append(',');
        text.append(colour >> 8 & 0xff).append(',').append(colour & 0xff).append("::\n");
    }
}
