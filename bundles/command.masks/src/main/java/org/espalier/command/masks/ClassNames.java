package org.espalier.command.masks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.files.TextLines;

/** The classes that masks are scored for. */
final class ClassNames {
    private static final String VOC = "voc";
    private static final String BACKGROUND = "background";
    private static final List<String> VOC_NAMES =
            List.of(
                    (BACKGROUND
                                    + " aeroplane bicycle bird boat bottle bus car cat chair cow"
                                    + " diningtable dog horse motorbike person pottedplant sheep"
                                    + " sofa train tvmonitor")
                            .split(" "));

    private ClassNames() {}

    /** The classes of PASCAL VOC. */
    static ClassSet voc() {
        return ClassSet.withBackground(VOC_NAMES);
    }

    /**
     * The classes of PASCAL VOC, or of a file with one name a line in the order of their ids; the
     * first may be {@code background}.
     *
     * @param given {@code voc} or a file
     */
    static ClassSet of(String given) throws IOException {
        if (given.equals(VOC)) {
            return voc();
        }
        Path file = Path.of(given);
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(
                    given, "no such file", "name a file with one class a line, or 'voc'");
        }
        List<String> names =
                TextLines.read(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList();
        try {
            return names.isEmpty() || !names.get(0).equals(BACKGROUND)
                    ? ClassSet.withoutBackground(names)
                    : ClassSet.withBackground(names);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    given, e.getMessage(), "one class a line, each name once", e);
        }
    }
}
