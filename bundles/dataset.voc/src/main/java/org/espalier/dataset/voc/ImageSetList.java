package org.espalier.dataset.voc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Failure;
import org.espalier.api.files.TextLines;

/**
 * A list of image ids, one a line; blank lines do no harm.
 *
 * @param lines what stands on each line, the first of those that repeat an id
 * @param rejected the repetitions, and lines that are too long
 */
record ImageSetList(List<Line> lines, List<Failure> rejected) {
    /**
     * One id.
     *
     * @param place the file and line, for messages
     */
    record Line(String id, String place) {}

    static ImageSetList read(Path file) throws IOException {
        Map<String, Line> lines = new LinkedHashMap<>();
        List<Failure> rejected = new ArrayList<>();
        TextLines.each(
                file,
                (number, text, whole) -> {
                    String id = text.strip();
                    String place = file.getFileName() + " line " + number;
                    if (!whole) {
                        reject(rejected, place, TextLines.tooLong(place));
                        return;
                    }
                    Line earlier = id.isEmpty() ? null : lines.putIfAbsent(id, new Line(id, place));
                    if (earlier != null) {
                        String twice =
                                "'%s' stands twice, first on %s".formatted(id, earlier.place);
                        reject(
                                rejected,
                                place,
                                new BadInputException(place, twice, "name it once"));
                    }
                });
        return new ImageSetList(List.copyOf(lines.values()), rejected);
    }

    private static void reject(List<Failure> rejected, String place, BadInputException why) {
        rejected.add(new Failure("dataset", place, why.getMessage()));
    }
}
