package org.espalier.superpixel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.api.data.LabelMap;
import org.espalier.api.superpixel.BoundaryRecall;
import org.espalier.api.superpixel.Oversegmentation;
import org.espalier.api.superpixel.Oversegmentation.Felzenszwalb;
import org.espalier.api.superpixel.Oversegmentation.Slic;
import org.espalier.api.superpixel.Partition;
import org.junit.jupiter.api.Test;

/** A picture of two colours is cut along its edge. */
class TwoColoursTest {
    private static final int WIDTH = 90;
    private static final int HEIGHT = 60;

    private final LabelMap truth = truth();

    private static LabelMap truth() {
        byte[] labels = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (Pictures.isLeft(i % WIDTH, i / WIDTH, WIDTH) ? 3 : 8);
        }
        return new LabelMap(WIDTH, HEIGHT, labels);
    }

    private Partition cutAlongTheEdge(Oversegmentation how) throws Exception {
        Partition partition = new BoofSuperpixels().of(Pictures.twoColours(WIDTH, HEIGHT), how);
        assertEquals(truth, partition.oracle(truth));
        BoundaryRecall recall = new BoundaryRecall();
        recall.add(partition, truth);
        assertTrue(recall.pixels() >= 2 * HEIGHT, "boundary pixels");
        assertEquals(1, recall.recall());
        return partition;
    }

    @Test
    void bySlic() throws Exception {
        assertTrue(cutAlongTheEdge(Slic.of(24)).count() > 12, "regions");
        cutAlongTheEdge(Slic.of(100));
    }

    @Test
    void byTheGraphIntoItsTwoHalves() throws Exception {
        Partition halves = cutAlongTheEdge(new Felzenszwalb(300, 0, 20));
        assertEquals(2, halves.count());
        assertEquals(0, halves.region()[0]);
    }
}
