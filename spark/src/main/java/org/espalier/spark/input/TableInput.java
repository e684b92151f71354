package org.espalier.spark.input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Images in the rows of a Parquet table: a file, or a folder of files. One row group, one shard.
 */
final class TableInput implements Input {
    private final Folder folder;
    private final List<String> files;
    private final Configuration hadoop;
    private final boolean scored;
    private final List<Shard> shards = new ArrayList<>();
    private long rows;
    private boolean truth;

    /**
     * @param files names of the files in the folder
     */
    TableInput(Folder folder, List<String> files, Configuration hadoop, boolean scored) {
        this.folder = folder;
        this.files = files;
        this.hadoop = hadoop;
        this.scored = scored;
    }

    /** Reads the files' footers; this is done once. */
    private void read() throws IOException {
        if (!shards.isEmpty()) {
            return;
        }
        for (String file : files) {
            String path = folder.path(file);
            try (ParquetFileReader reader =
                    ParquetFileReader.open(HadoopInputFile.fromPath(new Path(path), hadoop))) {
                check(path, reader.getFileMetaData().getSchema());
                for (BlockMetaData group : reader.getRowGroups()) {
                    long from = group.getStartingPos();
                    String name = "part-%s-%d".formatted(crc(file), group.getOrdinal());
                    shards.add(
                            new TableShard(
                                    name, path, from, from + group.getCompressedSize(), scored));
                    rows += group.getRowCount();
                }
            } catch (RuntimeException e) {
                throw new IOException(
                        path + ": it is no whole Parquet file (" + e.getMessage() + ")", e);
            }
        }
        if (shards.isEmpty()) {
            throw new IOException("--images " + folder.uri() + ": the table has no row");
        }
    }

    private void check(String path, MessageType schema) throws IOException {
        for (String column : List.of(TableShard.ID, TableShard.IMAGE)) {
            if (!schema.containsField(column)) {
                throw new IOException(
                        "%s: there is no column '%s'; a table of images has id (text) and image (bytes)"
                                .formatted(path, column));
            }
        }
        truth |= schema.containsField(TableShard.TRUTH);
    }

    private static String crc(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(sum.getValue());
    }

    @Override
    public long size() throws IOException {
        read();
        return rows;
    }

    @Override
    public boolean hasTruth() throws IOException {
        read();
        return truth;
    }

    @Override
    public List<Shard> shards(int count) throws IOException {
        read();
        return shards;
    }
}
