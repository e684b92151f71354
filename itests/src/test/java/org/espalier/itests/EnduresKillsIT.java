package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.Test;

/**
 * Pipelines that ship are killed at random moments in every one of their stages, and started again
 * each time: nothing half-made is taken for whole, and what comes out in the end are the bytes of a
 * run that nobody disturbed.
 */
public class EnduresKillsIT {
    private static final System.Logger LOG = System.getLogger(EnduresKillsIT.class.getName());

    /** Repeats the moments of an earlier test. */
    private static final long SEED = Long.getLong("espalier.kills.seed", System.nanoTime());

    private static final int ENOUGH = 50;

    private final Random random = new Random(SEED);
    private long survived;

    @Test
    public void nothingIsLost() throws Exception {
        assumeTrue(
                "skipped: in the long form (itests/endure); KillIT kills two pipelines meanwhile",
                Tally.LONG);
        Path weights = Premises.MODELS.resolve("mobilenetv2_100.safetensors");
        assumeTrue(
                "skipped: needs " + weights + "; no pipeline that ships was killed",
                Files.exists(weights));
        LOG.log(Level.INFO, "seed " + SEED);
        Map<String, Throwable> wrong = new TreeMap<>();
        for (String pipeline : Shipped.names()) {
            try {
                killed(pipeline);
            } catch (IOException | AssertionError e) {
                LOG.log(Level.ERROR, pipeline, e); // the others are tried all the same
                wrong.put(pipeline, e);
            }
        }
        assertEquals(Map.of(), wrong);
        assertTrue("kills: " + survived, survived >= ENOUGH);
    }

    private void killed(String pipeline) throws Exception {
        Premises premises = new Premises(EnduresKillsIT.class, pipeline);
        premises.shipped();
        Map<String, String> expected;
        List<Moment> moments;
        try (Chain quiet = chain(premises, pipeline, "quiet")) {
            quiet.end(0);
            expected = RunFiles.contents(quiet.run());
            moments = moments(quiet.run());
        }
        premises.forgetWhatIsCached();
        try (Chain chain = chain(premises, pipeline, "killed")) {
            for (Moment moment : moments) {
                chain.killAt(moment, random.nextInt(50));
            }
            chain.end(0);
            Map<String, String> made = RunFiles.contents(chain.run());
            int kills = chain.kills().size();
            LOG.log(Level.INFO, pipeline + ": " + chain.kills());
            Tally.add("kills", made.equals(expected) ? kills : 0, kills);
            Tally.add("bytes lost", RunFiles.lost(expected, made, chain.run()));
            assertEquals(pipeline + " " + chain.kills(), expected, made);
            survived += kills;
        }
        ProductTest.delete(premises.folder());
    }

    private static Chain chain(Premises premises, String pipeline, String out) {
        Path run = premises.folder().resolve(out).resolve(pipeline).resolve("1");
        return new Chain(premises.script(), run, Shipped.command(pipeline, out));
    }

    /** One in each stage, when some of its files are there, in the order of the stages. */
    private List<Moment> moments(Path run) throws Exception {
        List<Path> marks;
        try (var files = Files.walk(run)) {
            marks = new ArrayList<>(files.filter(file -> file.endsWith(Moment.MARK)).toList());
        }
        marks.sort(Comparator.comparingLong(mark -> mark.toFile().lastModified()));
        List<Moment> moments = new ArrayList<>();
        for (Path mark : marks) {
            String stage = run.relativize(mark.getParent()).toString();
            int files;
            try (var all = Files.walk(mark.getParent())) {
                files = (int) all.count();
            }
            int count = 1 + random.nextInt(Math.max(1, files - 1));
            moments.add(
                    new Moment(
                            stage + " has " + count + " of " + files,
                            stage,
                            "",
                            count,
                            stage + "/" + Moment.MARK));
        }
        return moments;
    }
}
