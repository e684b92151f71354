package org.espalier.spark.executor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.espalier.spark.input.Photograph;
import org.espalier.spark.input.Shard;
import org.espalier.spark.output.OutFolder;
import org.espalier.spark.output.ResultFile;
import org.espalier.spark.output.Row;
import org.espalier.spark.output.Tally;

/**
 * Labels the images of a shard that are not done, writes their rows, and tells what came of all of
 * the shard's images. Done again, whether in another attempt or another job, it finds its files and
 * only reads their footers.
 *
 * @param out the folder of results
 */
public record ShardTask(Order order, String out) implements Function<Shard, Tally> {
    private static final long serialVersionUID = 1;

    /** What Hadoop takes for the name of a file that is seen. */
    private static final Pattern FILE_NAME = Pattern.compile("[^./:][^/:]*");

    @Override
    public Tally call(Shard shard) throws Exception {
        Configuration hadoop = SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
        OutFolder folder = new OutFolder(out, hadoop);
        List<ResultFile> files = folder.files(shard.name());
        Set<String> done = new HashSet<>();
        Tally sum = Tally.NONE;
        for (ResultFile file : files) {
            done.addAll(file.ids());
            sum = sum.plus(file.tally());
        }
        List<Photograph> left = shard.photographs(hadoop, done);
        if (left.isEmpty()) {
            return sum;
        }
        UnaryOperator<Map<String, Object>> hand = Workplace.of(order).hand();
        try {
            return sum.plus(write(shard, left, hand, folder, files.size()));
        } finally {
            ((AutoCloseable) hand).close();
        }
    }

    private Tally write(
            Shard shard,
            List<Photograph> left,
            UnaryOperator<Map<String, Object>> hand,
            OutFolder folder,
            int number)
            throws IOException {
        List<Row> rows = new ArrayList<>();
        Tally tally = Tally.NONE;
        for (Photograph photograph : left) {
            if (TaskContext.get().isInterrupted()) {
                throw new IOException("the task is no longer wanted");
            }
            long began = System.nanoTime();
            Map<String, Object> made = made(photograph, hand);
            double seconds = (System.nanoTime() - began) / 1e9;
            Row row = row(photograph.id(), made, seconds, folder);
            rows.add(row);
            tally =
                    tally.plus(
                            new Tally(
                                    1,
                                    row.failure() == null ? 0 : 1,
                                    seconds,
                                    (long[]) made.getOrDefault("confusion", new long[0])));
        }
        ResultFile attempt = folder.attempt(shard);
        attempt.write(rows, tally.footer());
        return folder.commit(attempt, shard, number).tally();
    }

    private static Map<String, Object> made(
            Photograph photograph, UnaryOperator<Map<String, Object>> hand) {
        Map<String, Object> given = new HashMap<>();
        given.put("id", photograph.id());
        try {
            given.put("image", photograph.image().read());
            if (photograph.truth().isPresent()) {
                given.put("truth", photograph.truth().get().read());
            }
        } catch (IOException e) {
            return Map.of("failure", String.valueOf(e.getMessage()));
        }
        return hand.apply(given);
    }

    @SuppressWarnings("unchecked") // as the bundle org.espalier.remote says
    private Row row(String id, Map<String, Object> made, double seconds, OutFolder folder)
            throws IOException {
        String failure = (String) made.get("failure");
        byte[] mask = (byte[]) made.get("mask");
        if (failure == null && order.separate()) {
            if (!FILE_NAME.matcher(id).matches()) {
                failure = "the id '" + id + "' cannot be a file's name; write --format parquet";
            } else {
                folder.mask(id, mask);
                mask = null;
            }
        }
        return new Row(
                id,
                failure == null ? mask : null,
                failure == null ? (List<String>) made.get("classes") : List.of(),
                seconds,
                failure);
    }
}
