package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

/**
 * A run that is killed in every one of its stages, and started again each time, ends with the bytes
 * of a run that nobody disturbed.
 */
public class KillIT {
    private static final System.Logger LOG = System.getLogger(KillIT.class.getName());

    /** Of the kills at any time; {@code -Despalier.kills.seed} repeats those of an earlier test. */
    private static final long SEED = Long.getLong("espalier.kills.seed", System.nanoTime());

    /** How many of them; none unless asked for: {@link EnduresKillsIT} has more. */
    private static final int RANDOM_KILLS = Integer.getInteger("espalier.kills", 0);

    /** A busy machine may be late for a moment. */
    private static final int ROUNDS = 3;

    private static final String SCENES =
            """
            "dataset.target": "(dataset=synthetic)", "dataset.classes": 3,
            "dataset.trainImages": 24, "dataset.valImages": 8,
            "dataset.width": 96, "dataset.height": 72,
            """;

    private static final String PHOTOGRAPHS =
            """
            "dataset.target": "(dataset=folder)", "data": "photographs",
            """;

    private static final String METHODS =
            """
            "localizer.target": "(method=cam)", "localizer.trainingSides": [65],
            "localizer.sides": [65], "localizer.gridSide": 65,
            "localizer.batch": 8, "localizer.rate": 0.005, "background": 0.4,
            "crf.target": "(method=dense-crf)",
            "segmenter.target": "(method=deeplab)", "segmenter.trainingSides": [65],
            "segmenter.crop": 65, "segmenter.sides": [65], "segmenter.width": 32,
            "segmenter.branchWidth": 16, "segmenter.batch": 8,
            """;

    private static final String FROM_SCRATCH =
            """
            "localizer.backbone": "tiny", "localizer.outputStride": 8, "localizer.epochs": 8,
            "segmenter.backbone": "tiny", "segmenter.outputStride": 8, "segmenter.epochs": 6
            """;

    private static final String PRETRAINED =
            """
            "localizer.outputStride": 16, "localizer.epochs": 60,
            "refiner.target": "(method=affinity)", "refiner.side": 97, "refiner.crop": 8,
            "refiner.widths": [8, 8], "refiner.features": 16, "refiner.epochs": 20,
            "join": "refiner",
            "segmenter.outputStride": 16, "segmenter.epochs": 12
            """;

    private static final String IN_ROUNDS =
            """
            "localizer.outputStride": 16, "localizer.epochs": 60,
            "refiner.target": "(method=ial)", "refiner.rounds": 2, "refiner.side": 97,
            "refiner.superpixels": 60, "refiner.purity": 0.6, "refiner.regionEpochs": 30,
            "refiner.pairwiseWidth": 8, "refiner.pairwiseEpochs": 10,
            "refiner.unary.trainingSides": [65], "refiner.unary.sides": [65],
            "refiner.unary.epochs": 12,
            "segmenter.outputStride": 16, "segmenter.epochs": 4
            """;

    private static final int DELAY_MILLIS = 300;
    private static final int SOME_IMAGES_FAILED = 1;

    private Premises premises;
    private Path folder;
    private int exitCode;
    private Map<String, String> expected;

    @Test
    public void networksThatAreTrainedFromScratch() throws Exception {
        begin("scratch", SCENES + METHODS + FROM_SCRATCH);
        kills(
                RANDOM_KILLS,
                new Moment(
                        "the engine is unpacked",
                        folder.resolve("cache/mxnet").toString(),
                        ".so",
                        1,
                        "localizer/model/train-cam.checkpoint.safetensors"),
                Moment.training("localizer"),
                Moment.images("localizer", "train-given", 3),
                Moment.images("localizer", "val-none", 2),
                Moment.images("localizer+crf", "train-given", 3),
                Moment.training("segmenter"),
                Moment.images("segmenter", "val-none", 2),
                Moment.images("segmenter+crf", "val-none", 2));
        // another run of the same takes everything over, so quickly that the kill may be late
        killAt(List.of(Moment.images("localizer", "train-given", 1)), chain("quiet", 2));
    }

    @Test
    public void photographsThatCannotBeUsedAreToldTheSame() throws Exception {
        begin("photographs", PHOTOGRAPHS + METHODS + FROM_SCRATCH);
        Photographs.put(folder.resolve("photographs"), 16, 10);
        exitCode = SOME_IMAGES_FAILED;
        kills(
                RANDOM_KILLS,
                Moment.training("localizer"),
                Moment.images("localizer", "train-given", 3),
                Moment.images("localizer", "val-given", 3),
                Moment.training("segmenter"));
    }

    @Test
    public void affinityNetOnAPretrainedNetwork() throws Exception {
        Path weights = Premises.MODELS.resolve("mobilenetv2_100.safetensors");
        assumeTrue(
                "skipped: needs " + weights + "; no kill in AffinityNet was tried",
                Files.exists(weights));
        begin("affinity", SCENES + METHODS + PRETRAINED);
        kills(
                RANDOM_KILLS,
                new Moment(
                        "features are kept",
                        folder.resolve("features").toString(),
                        "",
                        20,
                        "localizer/model/train-cam.checkpoint.safetensors"),
                Moment.training("localizer"),
                Moment.images("localizer", "train-given", 3),
                new Moment(
                        "the refiner makes labels",
                        "refiner/model/labels",
                        ".png",
                        3,
                        "refiner/model/checkpoint.safetensors"),
                Moment.training("refiner"),
                Moment.images("refiner", "train-given", 3),
                Moment.images("refiner+crf", "train-given", 3),
                Moment.training("segmenter"),
                Moment.images("segmenter", "val-none", 2),
                Moment.images("segmenter+crf", "val-none", 2),
                Moment.images("joined+crf", "val-none", 2));
    }

    @Test
    public void roundsOfIterativeAffinityLearning() throws Exception {
        assumeTrue(
                "skipped: in the long form (itests/endure); unit tests interrupt it meanwhile",
                Tally.LONG);
        Path weights = Premises.MODELS.resolve("mobilenetv2_100.safetensors");
        assumeTrue(
                "skipped: needs " + weights + "; no kill between or inside rounds was tried",
                Files.exists(weights));
        begin("ial", SCENES + METHODS + IN_ROUNDS);
        String model = "refiner/model/";
        String first = model + "rounds/1/";
        kills(
                RANDOM_KILLS,
                learning("unary network", model + "unary/1", model + "unary/1/learned"),
                new Moment(
                        "unary output", first + "unary", ".npz", 5, first + "regions.safetensors"),
                learning("regions", first, first + "regions.safetensors"),
                learning("affinities", first, first + "pairwise.safetensors"),
                new Moment("labels", first + "labels", ".png", 5, model + "unary/2/learned"),
                learning("second unary network", model + "unary/2", model + "unary/2/learned"));
    }

    private static Moment learning(String what, String folder, String over) {
        return new Moment(what, folder, "checkpoint.safetensors", 1, over);
    }

    private void begin(String name, String pipeline) throws Exception {
        premises = new Premises(KillIT.class, name);
        folder = premises.folder();
        premises.configure("org.espalier.pipeline~killed", "{" + pipeline + "}");
    }

    /**
     * @param more kills at any time, in a run of their own
     */
    private void kills(int more, Moment... moments) throws Exception {
        try (Chain quiet = chain("quiet", 1)) {
            quiet.end(exitCode);
            expected = RunFiles.contents(quiet.run());
        }
        report("%d files; seed %d", expected.size(), SEED);
        List<Moment> left = new ArrayList<>(List.of(moments));
        for (int round = 1; round <= ROUNDS && !left.isEmpty(); round++) {
            left.removeAll(killAt(left, chain("moments-" + round, 1)));
        }
        assertEquals("every moment was met", List.of(), left);
        if (more == 0) {
            return;
        }
        Random random = new Random(SEED);
        try (Chain chain = chain("random", 1)) {
            for (int count : random.ints(more, 0, expected.size()).sorted().toArray()) {
                chain.killAt(Moment.files(count), random.nextInt(DELAY_MILLIS));
            }
            compare(chain);
        }
    }

    /** The moments that were met. */
    private List<Moment> killAt(List<Moment> moments, Chain chain) throws Exception {
        List<Moment> met = new ArrayList<>();
        try (chain) {
            for (Moment moment : moments) {
                if (chain.killAt(moment, 0)) {
                    met.add(moment);
                }
            }
            compare(chain);
        }
        return met;
    }

    private Chain chain(String runs, int number) throws IOException {
        premises.forgetWhatIsCached();
        Path run = folder.resolve(runs).resolve("killed").resolve(Integer.toString(number));
        return new Chain(premises.script(), run, "run", "killed", "--out", runs);
    }

    private void compare(Chain chain) throws Exception {
        chain.end(exitCode);
        report("killed: %s", chain.kills());
        assertEquals(chain.kills().toString(), expected, RunFiles.contents(chain.run()));
    }

    private void report(String format, Object... what) {
        LOG.log(Level.INFO, folder.getFileName() + ": " + format.formatted(what));
    }
}
