package org.espalier.spark.input;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/**
 * A row group of a Parquet file with the columns {@code id} and {@code image}; {@code truth}, the
 * bytes of a mask's file, is optional, and other columns, such as {@code tags}, are not read.
 *
 * @param file where it lies
 * @param from where the row group begins, in bytes
 * @param until where it ends
 * @param scored whether truths are read
 */
record TableShard(String name, String file, long from, long until, boolean scored)
        implements Shard {
    static final String ID = "id";
    static final String IMAGE = "image";
    static final String TRUTH = "truth";

    @Override
    public List<Photograph> photographs(Configuration hadoop, Set<String> done) throws IOException {
        List<Photograph> photographs = new ArrayList<>();
        try (ParquetReader<Group> reader =
                ParquetReader.builder(new GroupReadSupport(), new Path(file))
                        .withConf(hadoop)
                        .withFileRange(from, until)
                        .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                String id = row.getString(ID, 0);
                if (!done.contains(id)) {
                    photographs.add(
                            new Photograph(
                                    id,
                                    content(row, IMAGE),
                                    scored && has(row, TRUTH)
                                            ? Optional.of(content(row, TRUTH))
                                            : Optional.empty()));
                }
            }
        }
        return photographs;
    }

    private static boolean has(Group row, String column) {
        return row.getType().containsField(column) && row.getFieldRepetitionCount(column) > 0;
    }

    private static Content content(Group row, String column) {
        byte[] bytes = has(row, column) ? row.getBinary(column, 0).getBytes() : new byte[0];
        return () -> bytes;
    }
}
