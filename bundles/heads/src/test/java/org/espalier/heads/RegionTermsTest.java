package org.espalier.heads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.superpixel.Partition;
import org.espalier.inference.Parameters;
import org.espalier.training.Batch;
import org.junit.jupiter.api.Test;

/** Three regions of one pixel, of which the second has no class. */
class RegionTermsTest {
    private final Partition regions = Partition.of(3, 1, new int[] {0, 1, 2});
    private final RegionRows rows = new RegionRows(2, 2, 1);
    private final Batch both = new Batch(0, 0, new int[] {0, 1}, new SplittableRandom(1));

    private static Sample sample(String id) {
        return new Sample(id, Tags.of(0), () -> new Image(3, 1, new byte[9]));
    }

    private void fill() {
        Candidates first = new Candidates(regions, new byte[] {0, Rows.UNKNOWN, 0});
        Candidates second = new Candidates(regions, new byte[] {2, Rows.UNKNOWN, 0});
        Candidates none = new Candidates(regions, new byte[] {-1, -1, -1});
        assertTrue(rows.add(sample("b"), second, new float[] {7, 8, 0, 0, 9, 9}));
        assertTrue(rows.add(sample("a"), first, new float[] {1, 2, 0, 0, 3, 4}));
        assertFalse(rows.add(sample("c"), none, new float[6]));
        rows.arrange(List.of(sample("a"), sample("c"), sample("b")));
    }

    @Test
    void candidatesAreKeptInTheOrderOfTheSamples() {
        fill();
        assertEquals(2, rows.images());
        Rows read = rows.read(both);
        assertEquals(4, read.count());
        float first = read.features()[0];
        assertTrue(first == 1 || first == 3, "a region of the first image, not " + first);
    }

    @Test
    void frequenciesAreSharesOfRows() {
        fill();
        assertArrayEquals(new float[] {0.75f, 0, 0.25f}, rows.frequencies(3), 1e-6f);
        assertArrayEquals(new float[3], new RegionRows(2, 2, 1).frequencies(3));
    }

    /** Outputs are all alike at the start, so the cross-entropy is log 3. */
    @Test
    void whatIsAddedToTheLossSeesHiddenLayerAndClasses() throws IOException {
        fill();
        RowHead head = new RowHead(2, 3);
        assertEquals(
                Math.log(3), loss(head, new RowObjective(head, rows.moments(), rows::read)), 1e-5);
        RowObjective.Term classes = (hidden, labels, parameters) -> labels.sum();
        RowObjective.Term width =
                (hidden, labels, parameters) ->
                        hidden.mul(0).add(1).sum().div(hidden.getShape().get(0));
        RowObjective objective = new RowObjective(head, rows.moments(), rows::read, classes, width);
        assertEquals(Math.log(3) + 4 + RowHead.HIDDEN, loss(head, objective), 1e-3);
    }

    private double loss(RowHead head, RowObjective objective) throws IOException {
        RowObjective.Data data = objective.read(both);
        try (Parameters parameters = TestEngine.ENGINE.parameters(head.initial(1))) {
            return TestEngine.ENGINE.run(
                    manager -> {
                        parameters.lendTo(manager);
                        NDArray loss = objective.loss(objective.inputs(manager, data), parameters);
                        return (double) loss.toFloatArray()[0];
                    });
        }
    }
}
