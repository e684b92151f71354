package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.espalier.inference.FeatureMap;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;

class ChannelMomentsTest {
    @Test
    void momentsAreThoseOfAllPlaces() {
        ChannelMoments moments = new ChannelMoments(1);
        moments.add(new FeatureMap(1, 1, 2, new float[] {1, 3}));
        moments.add(new FeatureMap(1, 1, 2, new float[] {5, 7}));
        Map<String, Tensor> into = new HashMap<>();
        moments.put("mean", "scale", into);
        assertEquals(4, into.get("mean").values()[0], 1e-6);
        assertEquals(1 / (Math.sqrt(5) + 1e-3), into.get("scale").values()[0], 1e-6);
    }

    /** One channel changes and the other does not. */
    @Test
    void channelsAreApart() {
        ChannelMoments moments = new ChannelMoments(2);
        moments.add(new FeatureMap(2, 1, 2, new float[] {-1, 1, 5, 5}));
        assertArrayEquals(new float[] {0, 5}, moments.mean(), 1e-6f);
        assertArrayEquals(new float[] {1 / 1.001f, 1000}, moments.scale(), 1e-3f);
    }
}
