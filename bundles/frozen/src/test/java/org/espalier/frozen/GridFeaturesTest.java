package org.espalier.frozen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.Image;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Stage;
import org.junit.jupiter.api.Test;

/**
 * Features that are the column and the row, in the first two channels, of pixels at the side asked.
 */
class GridFeaturesTest {
    private final Backbone standIn = new StandIn();
    private final FrozenFeatures frozen =
            (Image image, Backbone backbone, View view, Collection<String> stages) -> {
                Map<String, FeatureMap> taps = new LinkedHashMap<>();
                for (String name : stages) {
                    Stage stage = backbone.stages().get(backbone.indexOf(name));
                    int width = (view.width(image, backbone) - 1) / stage.stride() + 1;
                    int height = (view.height(image, backbone) - 1) / stage.stride() + 1;
                    float[] values = new float[stage.channels() * height * width];
                    for (int i = 0; i < height * width; i++) {
                        values[i] = i % width * stage.stride();
                        values[height * width + i] = i / width * stage.stride();
                    }
                    taps.put(name, new FeatureMap(stage.channels(), height, width, values));
                }
                return taps;
            };

    private FeatureMap of(int width, int height, int side, int stride, String... stages)
            throws IOException {
        Image image = new Image(width, height, new byte[3 * width * height]);
        return new GridFeatures(frozen, standIn, List.of(stages), side, stride).of(image);
    }

    @Test
    void cellsAreAStrideApartAtTheSideAsked() throws IOException {
        FeatureMap map = of(130, 66, 65, 8, "stage1");
        assertEquals(8, map.height());
        assertEquals(16, map.width());
    }

    /** Cell x of n over 65 pixels has its centre at (x + 0.5) 65 / n - 0.5. */
    @Test
    void cellsTellOfTheirCentres() throws IOException {
        FeatureMap map = of(65, 65, 65, 16, "stage1");
        assertEquals(4, map.width());
        for (int x = 0; x < 4; x++) {
            double centre = (x + 0.5) * 65 / 4 - 0.5;
            assertEquals(centre, map.values()[x], 2, "column " + x);
            assertEquals(centre, map.values()[16 + 4 * x], 2, "row " + x);
        }
    }

    @Test
    void stagesFollowEachOther() throws IOException {
        FeatureMap both = of(65, 65, 65, 8, "stage0", "stage1");
        int[] channels =
                new GridFeatures(frozen, standIn, List.of("stage0", "stage1"), 65, 8).channels();
        assertArrayEquals(new int[] {3, 3}, channels);
        assertEquals(6, both.channels());
        int cells = both.height() * both.width();
        for (int i = 0; i < cells; i++) {
            assertEquals(both.values()[i], both.values()[3 * cells + i], 1e-4, "cell " + i);
        }
    }

    @Test
    void aGridHasAtLeastOneCell() throws IOException {
        FeatureMap map = of(20, 20, 17, 64, "stage1");
        assertEquals(1, map.height());
        assertEquals(1, map.width());
    }
}
