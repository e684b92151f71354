package org.espalier.classification;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.espalier.inference.FeatureMap;
import org.junit.jupiter.api.Test;

class HalfMapTest {
    @Test
    void nothingIsLostOfWhatIsHalf() {
        float[] values = {
            0, 1, -1, 6, 0.5f, 65504, -65504, 0x1p-14f, 0x1p-24f, -0x1p-24f, 0x3ffp-24f, 1.0009766f
        };
        FeatureMap map = new FeatureMap(2, 2, 3, values);
        HalfMap half = HalfMap.of(map);
        assertEquals(12, half.halves().length);
        FeatureMap back = half.toMap();
        assertArrayEquals(values, back.values());
        assertEquals(2, back.channels());
        assertEquals(2, back.height());
        assertEquals(3, back.width());
    }

    /** Every finite half comes back as it is. */
    @Test
    void everyHalfIsItself() {
        int[] shape = {1, 1, 0x7c00};
        short[] halves = new short[shape[2]];
        for (int sign = 0; sign <= 0x8000; sign += 0x8000) {
            for (int i = 0; i < halves.length; i++) {
                halves[i] = (short) (sign | i);
            }
            HalfMap map = new HalfMap(1, 1, shape[2], halves);
            assertArrayEquals(halves, HalfMap.of(map.toMap()).halves());
        }
    }
}
