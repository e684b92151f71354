package org.espalier.dataset.voc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Failure;
import org.espalier.api.data.Tags;
import org.espalier.api.dataset.LabelsCsv;

/** Tags from a label file. */
final class ListedTags implements TagSource {
    private final Path file;
    private final LabelsCsv list;
    private final Map<String, LabelsCsv.Row> rows = new HashMap<>();

    ListedTags(Path file) throws IOException {
        this.file = file;
        this.list = LabelsCsv.read(file);
        list.rows().forEach(row -> rows.putIfAbsent(row.name(), row));
    }

    @Override
    public Tags of(String id, String place) throws IOException {
        LabelsCsv.Row row = rows.get(id);
        if (row == null) {
            String unread =
                    list.rejected().isEmpty()
                            ? ""
                            : "; lines that could not be read: "
                                    + list.rejected().stream().map(Failure::id).toList();
            throw new BadInputException(
                    place,
                    "'%s' is not in %s%s".formatted(id, file, unread),
                    "add a line " + id + ",tag;tag");
        }
        return VocClasses.tags(row.tags(), row.place());
    }
}
