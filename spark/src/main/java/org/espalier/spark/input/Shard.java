package org.espalier.spark.input;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * Images that one task works on and writes as one file. The same input gives the same shards, so
 * that another attempt, or another job, knows what is done by the names of the files.
 */
public interface Shard extends Serializable {
    /** What its file is called, without ending. */
    String name();

    /** The images, but for those that are done. */
    List<Photograph> photographs(Configuration hadoop, Set<String> done) throws IOException;
}
