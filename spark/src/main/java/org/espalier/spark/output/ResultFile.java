package org.espalier.spark.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** A Parquet file of results. */
public record ResultFile(Path path, Configuration hadoop) {
    private static final MessageType SCHEMA =
            MessageTypeParser.parseMessageType(
                    """
                    message result {
                      required binary id (STRING);
                      optional binary mask;
                      optional group classes (LIST) {
                        repeated group list { required binary element (STRING); }
                      }
                      required double seconds;
                      optional binary failure (STRING);
                    }""");

    private static final String ID_ALONE = "message result { required binary id (STRING); }";

    public void write(List<Row> rows, Map<String, String> footer) throws IOException {
        SimpleGroupFactory groups = new SimpleGroupFactory(SCHEMA);
        try (ParquetWriter<Group> writer =
                ExampleParquetWriter.builder(path)
                        .withConf(hadoop)
                        .withType(SCHEMA)
                        .withExtraMetaData(footer)
                        // masks are compressed as they are; what they have in common is little
                        .withCompressionCodec(CompressionCodecName.ZSTD)
                        .build()) {
            for (Row row : rows) {
                writer.write(group(groups.newGroup(), row));
            }
        }
    }

    private static Group group(Group group, Row row) {
        group.append("id", row.id());
        if (row.mask() != null) {
            group.append("mask", Binary.fromConstantByteArray(row.mask()));
        }
        if (row.failure() == null) {
            Group classes = group.addGroup("classes");
            row.classes().forEach(name -> classes.addGroup("list").append("element", name));
        } else {
            group.append("failure", row.failure());
        }
        group.append("seconds", row.seconds());
        return group;
    }

    public Tally tally() throws IOException {
        try (ParquetFileReader reader =
                ParquetFileReader.open(HadoopInputFile.fromPath(path, hadoop))) {
            return Tally.of(reader.getFileMetaData().getKeyValueMetaData());
        } catch (RuntimeException e) {
            throw new IOException(path + ": " + e.getMessage() + "; take it out of the folder", e);
        }
    }

    /** The images in it; their masks are not read. */
    public Set<String> ids() throws IOException {
        Configuration only = new Configuration(hadoop);
        only.set(ReadSupport.PARQUET_READ_SCHEMA, ID_ALONE);
        return read(only).stream()
                .map(group -> group.getString("id", 0))
                .collect(Collectors.toSet());
    }

    /** All of it. */
    public List<Row> rows() throws IOException {
        return read(hadoop).stream().map(ResultFile::row).toList();
    }

    private List<Group> read(Configuration how) throws IOException {
        List<Group> rows = new ArrayList<>();
        try (ParquetReader<Group> reader =
                ParquetReader.builder(new GroupReadSupport(), path).withConf(how).build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static Row row(Group group) {
        List<String> classes = new ArrayList<>();
        if (group.getFieldRepetitionCount("classes") > 0) {
            Group list = group.getGroup("classes", 0);
            for (int i = 0; i < list.getFieldRepetitionCount("list"); i++) {
                classes.add(list.getGroup("list", i).getString("element", 0));
            }
        }
        return new Row(
                group.getString("id", 0),
                group.getFieldRepetitionCount("mask") > 0
                        ? group.getBinary("mask", 0).getBytes()
                        : null,
                classes,
                group.getDouble("seconds", 0),
                group.getFieldRepetitionCount("failure") > 0
                        ? group.getString("failure", 0)
                        : null);
    }
}
