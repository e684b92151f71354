package org.espalier.spark.input;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/** Tells by the look of a folder what kind of input it is. */
public record Inputs(Configuration hadoop, boolean scored) {
    private static final String TABLE = ".parquet";
    private static final String PHOTOGRAPHS = "JPEGImages";

    /**
     * Finds the images.
     *
     * @param uri a folder of photographs, with true masks in {@code masks} where they are to be
     *     scored; the root of a data set in the layout of PASCAL VOC; a Parquet file or a folder of
     *     them
     * @param split of PASCAL VOC, such as {@code val}; all photographs when it is absent
     * @throws IOException when there are none; says what was expected
     */
    public Input at(String uri, Optional<String> split) throws IOException {
        Folder folder = new Folder(uri, hadoop);
        if (!folder.exists()) {
            throw new IOException("--images " + uri + ": is not there; name a folder or a table");
        }
        if (folder.isFile()) {
            return table(folder.above(), List.of(folder.name()));
        }
        if (folder.in(PHOTOGRAPHS).exists()) {
            return voc(folder, split);
        }
        if (split.isPresent()) {
            throw new IOException(
                    "--split %s: %s is no data set of PASCAL VOC's layout; leave it out"
                            .formatted(split.get(), uri));
        }
        List<String> tables = folder.files().stream().filter(Inputs::isTable).toList();
        return tables.isEmpty()
                ? FileInput.of(folder, folder.in("masks"), scored, Set.of())
                : table(folder, tables);
    }

    private static boolean isTable(String name) {
        return name.endsWith(TABLE) && !name.startsWith("_") && !name.startsWith(".");
    }

    private Input table(Folder folder, List<String> files) {
        return new TableInput(folder, files, hadoop, scored);
    }

    private Input voc(Folder root, Optional<String> split) throws IOException {
        Set<String> ids = Set.of();
        if (split.isPresent()) {
            Folder lists = root.in("ImageSets").in("Segmentation");
            String list = split.get() + ".txt";
            if (!lists.files().contains(list)) {
                throw new IOException(
                        "--split %s: %s is not there; splits: %s"
                                .formatted(split.get(), lists.path(list), lists.files()));
            }
            ids = lists.lines(list).stream().collect(Collectors.toSet());
        }
        return FileInput.of(root.in(PHOTOGRAPHS), root.in("SegmentationClass"), scored, ids);
    }
}
