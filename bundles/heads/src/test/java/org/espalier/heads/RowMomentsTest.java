package org.espalier.heads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowMomentsTest {
    @Test
    void standardisesEachFeature() {
        List<float[]> rows = List.of(new float[] {1, 5, 3, 5}, new float[] {5, 5, 7, 5});
        RowMoments moments = RowMoments.of(rows, 2);
        assertArrayEquals(new float[] {4, 5}, moments.mean(), 1e-6f);
        float deviation = (float) Math.sqrt(5) + 1e-3f;
        assertArrayEquals(new float[] {deviation, 1e-3f}, moments.scale(), 1e-6f);
        float[] row = {4 + deviation, 5};
        moments.apply(row);
        assertArrayEquals(new float[] {1, 0}, row, 1e-5f);
    }
}
