package org.espalier.dataset.voc;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Failure;

/**
 * A list of image ids, one a line; blank lines do no harm.
 *
 * @param lines what stands on each line, the first of those that repeat an id
 * @param rejected the repetitions
 */
record ImageSetList(List<Line> lines, List<Failure> rejected) {
    /**
     * One id.
     *
     * @param place the file and line, for messages
     */
    record Line(String id, String place) {}

    static ImageSetList read(Path file) throws IOException {
        List<String> text;
        try {
            text = Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw new BadInputException(
                    file.toString(), "it is no text", "one image id a line is expected", e);
        }
        Map<String, Line> lines = new LinkedHashMap<>();
        List<Failure> rejected = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) {
            String id = text.get(i).strip();
            if (i == 0 && id.startsWith("\ufeff")) {
                id = id.substring(1);
            }
            String place = file.getFileName() + " line " + (i + 1);
            Line earlier = id.isEmpty() ? null : lines.putIfAbsent(id, new Line(id, place));
            if (earlier != null) {
                rejected.add(
                        new Failure(
                                "dataset",
                                place,
                                "%s: '%s' stands twice, first on %s; name it once"
                                        .formatted(place, id, earlier.place())));
            }
        }
        return new ImageSetList(List.copyOf(lines.values()), rejected);
    }
}
