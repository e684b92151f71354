package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeTrue;

import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;

/**
 * The same seed gives the same bytes: of models, scores, masks and tables, in another process, with
 * one thread of Java's or two. The engine adds up in another order when it has another number of
 * threads; what that comes to is printed, since nothing is promised.
 */
public class EnduresRepetitionIT {
    private static final System.Logger LOG = System.getLogger(EnduresRepetitionIT.class.getName());
    private static final String ONE_PROCESSOR = "-Djava.io.tmpdir=tmp -XX:ActiveProcessorCount=1";
    private static final String TWO_PROCESSORS = "-Djava.io.tmpdir=tmp -XX:ActiveProcessorCount=2";

    @Test
    public void aSeedDecidesEveryByte() throws Exception {
        Path weights = Premises.MODELS.resolve("mobilenetv2_100.safetensors");
        assumeTrue(
                "skipped: needs " + weights + "; no pipeline that ships was repeated",
                Files.exists(weights));
        Set<String> differ = new TreeSet<>();
        for (String pipeline : Tally.LONG ? Shipped.names() : List.of("affinity")) {
            Map<String, String> two = run(pipeline, TWO_PROCESSORS, "2");
            if (Tally.LONG) {
                compare(pipeline + " again", two, run(pipeline, TWO_PROCESSORS, "2"), differ);
            }
            compare(pipeline + " on a thread", two, run(pipeline, ONE_PROCESSOR, "2"), differ);
            if (Tally.LONG) {
                tell(pipeline, two, run(pipeline, TWO_PROCESSORS, "1"));
            }
        }
        assertEquals(Set.of(), differ);
    }

    /** By the files that differ where the engine has one thread in place of two. */
    private static void tell(
            String pipeline, Map<String, String> expected, Map<String, String> made) {
        long other =
                expected.entrySet().stream()
                        .filter(file -> !file.getValue().equals(made.get(file.getKey())))
                        .count();
        LOG.log(
                Level.INFO,
                "{0} with one thread of the engine: {1} of {2} files are others",
                pipeline,
                other,
                expected.size());
    }

    private static void compare(
            String what, Map<String, String> expected, Map<String, String> made, Set<String> differ)
            throws Exception {
        boolean same = expected.equals(made);
        Tally.add("runs repeated", same ? 1 : 0, 1);
        if (!same) {
            differ.add(
                    what
                            + ": "
                            + expected.entrySet().stream()
                                    .filter(f -> !f.getValue().equals(made.get(f.getKey())))
                                    .map(Map.Entry::getKey)
                                    .findFirst()
                                    .orElse("more files"));
        }
    }

    /** What a run leaves, but for its manifest, which tells of the machine. */
    private static Map<String, String> run(String pipeline, String java, String threads)
            throws Exception {
        Premises premises =
                new Premises(
                        EnduresRepetitionIT.class,
                        pipeline,
                        Map.of(
                                "ESPALIER_JAVA_OPTS", java,
                                "OMP_NUM_THREADS", threads));
        premises.shipped();
        var outcome = premises.script().run(Shipped.command(pipeline, "runs"));
        assertEquals(outcome.err(), 0, outcome.code());
        Map<String, String> made =
                RunFiles.contents(premises.folder().resolve("runs").resolve(pipeline + "/1"));
        made.remove("manifest.json");
        ProductTest.delete(premises.folder());
        return made;
    }
}
