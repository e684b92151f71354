package org.espalier.method.deepcluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Tags;
import org.espalier.testing.TestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionNetworkTest {
    private static final byte NONE = (byte) ClassSet.VOID;
    private static final double[] MIDDLE = {0.5, 0.5};

    private static final float[] EVEN = {0.4f, 0.2f, 0.4f};

    @TempDir Path folder;

    private RegionNetwork network(LocationPrior prior) throws IOException {
        TestContext context = Streets.context(folder);
        return new RegionNetwork(
                TestEngine.ENGINE,
                Streets.regions(folder),
                prior,
                Streets.settings().as(DeepClusteringConfiguration.class),
                context);
    }

    private byte[] labels(Tags candidates, float... logits) throws IOException {
        return network(LocationPrior.none(Streets.CLASSES))
                .labels(logits, candidates, MIDDLE, EVEN);
    }

    /** Class 1 is likeliest of all; among the tags 0 and 2 it is 0, by exp(1) to 1. */
    @Test
    void onlyTagsCount() throws IOException {
        assertArrayEquals(new byte[] {0}, labels(Tags.of(0, 2), 1, 9, 0));
        assertArrayEquals(new byte[] {1}, labels(Tags.of(0, 1, 2), 1, 9, 0));
        assertArrayEquals(new byte[] {2}, labels(Tags.of(2), 1, 9, 0));
    }

    /** exp(0.8) : 1 is 0.69 and exp(0.9) : 1 is 0.711. */
    @Test
    void whatIsNotLikelyEnoughIsVoid() throws IOException {
        assertArrayEquals(new byte[] {NONE}, labels(Tags.of(0, 2), 0.8f, 9, 0));
        assertArrayEquals(new byte[] {0}, labels(Tags.of(0, 2), 0.9f, 9, 0));
        assertArrayEquals(new byte[] {NONE}, labels(Tags.of(0, 2), 500, 0, 500));
    }

    /** Half as far from its middle, but learned a hundred times as often. */
    @Test
    void whereThereArePlacesFrequencyIsTheirs() throws IOException {
        String[] lines = {"road: 0.5 1 1 1 0.5", "tree: 0.5 0 1 1 0.5"};
        RegionNetwork network = network(LocationPrior.of(lines, Streets.CLASSES));
        float[] rare = {0.99f, 0, 0.01f};
        byte[] labels = network.labels(new float[3], Tags.of(0, 2), new double[] {0.5, 0.7}, rare);
        assertArrayEquals(new byte[] {2}, labels);
    }

    /** What is expected there more than elsewhere weighs more. */
    @Test
    void placesTakePart() throws IOException {
        String[] lines = {"road: 0.5 1 0.1 0.1 0.5", "tree: 0.5 0 0.1 0.1 0.5"};
        RegionNetwork network = network(LocationPrior.of(lines, Streets.CLASSES));
        byte[] labels =
                network.labels(
                        new float[] {0, 0, 0, 0, 0, 0},
                        Tags.of(0, 2),
                        new double[] {0.5, 0.9, 0.5, 0.1},
                        EVEN);
        assertArrayEquals(new byte[] {0, 2}, labels);
    }
}
